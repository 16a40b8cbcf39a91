import { globalTable } from '../blocks';
import { type Example, only } from '../example';
import { CHAT, intent } from '../intent';

const estate = (replica: string) =>
  only(
    { Jobs: globalTable(['eu-west-1', replica]) },
    { intent: intent({ routes: [{ ...CHAT, queue: 'allowed', residency: ['eu'] }] }) },
  );

export const example: Example = {
  compliant: estate('eu-central-1'),
  broken: estate('us-east-1'),
};
