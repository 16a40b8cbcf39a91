import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Command } from 'commander';
import { refuseUnwritable } from '../../command/out';
import type { Print } from '../../command/print';
import { writeOut } from '../../command/write-out';
import { refuse } from '../../contract/problem';
import { commandLine } from '../bootstrap/step';
import { STARTER_RESPONSES, type StarterFile, starterDeclaration } from './starter';

interface Options {
  readonly config: string;
  readonly google?: true;
}

/** `understudy init` */
export function registerInit(program: Command, print: Print): void {
  program
    .command('init')
    .description('write a serving.yaml to start from, and the prepared texts of its last rung; overwrites nothing')
    .option('--config <file>', 'where to', 'serving.yaml')
    .option('--google', 'with cells in Google Cloud; these need cdktf and its Google and AWS bindings')
    .addHelpText(
      'after',
      `
It asks nothing, and what it writes synthesizes as it is; what has to be your own is marked "yours".
Exit status: 0 written; 2 something of that name is there already, or cannot be written: then nothing is.`,
    )
    .action(({ config, google }: Options) => {
      const declaration: StarterFile = { name: basename(config), text: starterDeclaration(google === true) };
      const files = [declaration, ...STARTER_RESPONSES].map(({ name, text }) => ({
        path: join(dirname(config), name),
        text,
      }));
      refuse(...files.map(({ path }) => [existsSync(path), taken(path)] as const));
      refuseUnwritable(...files.map(({ path }) => ({ option: '--config', path, is: 'file' as const })));
      for (const { path, text } of files) writeOut(path, text);
      print(written(files, config));
    });
}

const taken = (path: string) => ({
  code: 'already-there',
  path: '--config',
  message: 'There is such a file already, and it is not overwritten.',
  found: path,
  mend: 'name another folder (`--config FOLDER/serving.yaml`), or move it away',
});

function written(files: readonly { readonly path: string }[], config: string): string {
  const named = config === 'serving.yaml' ? [] : ['--config', config];
  // As it can be typed, in a project that has the package and in this repository: `understudy` is on nobody's path.
  const understudy = (...args: readonly string[]) => commandLine(['npx', '--no', '--', 'understudy', ...args]);
  const steps = [
    [understudy('start', ...named), 'rehearse it on this machine; needs no account'],
    [understudy('synth', ...named), 'what would be deployed'],
    [understudy('check'), 'would it survive?'],
  ] as const;
  const width = Math.max(...steps.map(([command]) => command.length));
  return [
    ...files.map(({ path }) => path),
    '',
    'Next:',
    ...steps.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`),
    `Then replace what is marked "yours" in ${config}.`,
  ].join('\n');
}
