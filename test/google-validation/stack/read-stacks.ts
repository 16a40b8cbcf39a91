import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidConfiguration } from '../../../lib/contract/problem';
import { Stack } from './stack';

/**
 * The stacks that a CDKTF app wrote.
 * @param directory what CDKTF calls its outdir: `stacks/<name>/cdk.tf.json` lie below it
 * @throws InvalidConfiguration when there is none, or one is no JSON
 */
export function readStacks(directory: string): Stack[] {
  const folder = join(directory, 'stacks');
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  if (names.length === 0)
    throw new InvalidConfiguration([
      {
        code: 'nothing-synthesized',
        path: folder,
        message: 'no Terraform stack lies here',
        mend: 'synthesize first, or name the folder that was synthesized into',
      },
    ]);
  return names.map((name) => new Stack(name, parse(join(folder, name, 'cdk.tf.json'))));
}

function parse(file: string): Stack['json'] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Stack['json'];
  } catch (error) {
    throw new InvalidConfiguration([
      {
        code: 'stack-unreadable',
        path: file,
        message: error instanceof Error ? error.message : String(error),
        mend: 'synthesize again',
      },
    ]);
  }
}
