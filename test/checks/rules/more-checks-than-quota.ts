import { check } from '../blocks';
import { type Example, only } from '../example';

const checks = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`Check${index}`, check(`c${index}.example.com`)]));

export const example: Example = {
  compliant: only(checks(200)),
  broken: only(checks(201)),
};
