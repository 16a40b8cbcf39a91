import { region, twoRegions } from '../blocks';
import { type Example, stack } from '../example';

export const example: Example = {
  compliant: twoRegions(),
  broken: { stacks: { 'eu-west-1': stack(region('eu-west-1')) } },
  objectives: { survive: ['any-cell'] },
  also: ['single-region'],
};
