import { join } from 'node:path';
import { googleBindings } from '../../google-validation/schema/google-bindings';
import { judgeServing } from '../../google-validation/serving-verdicts';
import { readStacks } from '../../google-validation/stack/read-stacks';
import type { Finding } from '../finding';

/** What the schema of Google's bindings says of the serving stack that lies in a folder. */
export function byBindings(terraform: string): Finding[] {
  const serving = readStacks(terraform).find(({ name }) => name === 'google-serving');
  if (serving === undefined) throw new Error(`no google-serving in ${join(terraform, 'stacks')}`);
  return judgeServing(serving, googleBindings()).map(({ code, path, message }) => ({
    tool: 'google bindings',
    rule: code,
    type: '-',
    place: path,
    message,
  }));
}
