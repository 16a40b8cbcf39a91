import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { orUsualPaths } from '../estate/usual-paths';
import { ChecksFailed } from './failed';

const collect = (value: string, before: readonly string[] | undefined) => [...(before ?? []), value];

/** `understudy check` */
export function registerCheck(program: Command, print: (text: string) => void): void {
  program
    .command('check')
    .description(
      'judge what was synthesized, ours or not: what would not survive the loss of a Region, cloud or model?',
    )
    .argument('[paths...]', 'cdk.out, cdktf.out, a template (JSON, YAML; FILE@REGION), *.tf.json, a plan as JSON')
    .option('--format <name>', 'text, json, sarif, junit, github or gitlab', 'text')
    .option('--out <file>', 'write the report there, and a summary here')
    .option('--fail-on <severity>', 'error, warning or never', 'error')
    .option('--rule <id>', 'ask this rule alone; again for more', collect)
    .option('--skip <id>', 'leave this rule out; again for more', collect)
    .option('--rto <time>', 'the recovery objective (150s, 5m); else what the constructs say')
    .option(
      '--survive <losses>',
      'any-cell, any-cloud, any-provider, any-component, any-pair, by commas; or none. Else what the constructs say',
    )
    .option('--baseline <file>', 'findings to live with')
    .option('--write-baseline <file>', 'write what is found now into such a file')
    .option('--reason <text>', 'why, for --write-baseline')
    .option('--rules <folder>', 'rules of your own, one CommonJS file each; again for more', collect)
    .option('--list', 'name the rules, and check nothing')
    .addHelpText(
      'after',
      '\nExit status: 0 nothing that fails; 1 findings; 2 the usage or what was handed in is wrong.',
    )
    .action((named: readonly string[], typed) => {
      const { optionsOf } = require('./options') as typeof import('./options');
      const { check } = require('./check') as typeof import('./check');
      const { listed } = require('./listed') as typeof import('./listed');
      if (typed.list) return print(listed(typed.rules ?? []));
      const paths = orUsualPaths(named);
      const options = optionsOf(paths, typed);
      const verdict = check(options);
      const { FORMATS } = require('./formats/table') as typeof import('./formats/table');
      const { baselineText } = require('./baseline') as typeof import('./baseline');
      const report = FORMATS[options.format](verdict, program.version() ?? '');
      if (options.out !== undefined) {
        writeFileSync(options.out, `${report}\n`);
        print(FORMATS.text(verdict, ''));
      } else print(report);
      if (options.writeBaseline !== undefined) {
        const { file, reason } = options.writeBaseline;
        writeFileSync(file, baselineText(verdict.findings, reason));
        return undefined;
      }
      const fails = { error: ['error'], warning: ['error', 'warning'], never: [] }[options.failOn] as string[];
      if (verdict.findings.some(({ severity }) => fails.includes(severity))) throw new ChecksFailed();
      return undefined;
    });
}
