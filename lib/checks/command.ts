import type { Command } from 'commander';
import { again } from '../command/again';
import { refuseUnwritable } from '../command/out';
import { PARAMETERS } from '../command/parameters';
import type { Print } from '../command/print';
import { Reported } from '../command/reported';
import { writeOut } from '../command/write-out';
import { orUsualPaths } from '../estate/usual-paths';

/** `understudy check` */
export function registerCheck(program: Command, print: Print): void {
  program
    .command('check')
    .description(
      'judge what was synthesized, ours or not: what would not survive the loss of a Region, cloud or model?',
    )
    .argument('[paths...]', 'cdk.out, cdktf.out, a template (JSON, YAML; FILE@REGION), *.tf.json, a plan as JSON')
    .option('--format <name>', 'text, json, sarif, junit, github or gitlab', 'text')
    .option('--out <file>', 'write the report there, and a summary here')
    .option('--fail-on <severity>', 'error, warning or never', 'error')
    .option('--rule <id>', 'ask this rule alone; again for more', again)
    .option('--skip <id>', 'leave this rule out; again for more', again)
    .option('--rto <time>', 'the recovery objective (150s, 5m, 120); else what the constructs say')
    .option(
      '--survive <losses>',
      'any-cell, any-cloud, any-provider, any-component, any-pair, by commas; or none. Else what the constructs say',
    )
    .option(...PARAMETERS)
    .option('--baseline <file>', 'findings to live with')
    .option('--write-baseline <file>', 'write what is found now into such a file')
    .option('--reason <text>', 'why, for --write-baseline')
    .option('--rules <folder>', 'rules of your own, one CommonJS file each; again for more', again)
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
      refuseUnwritable(
        { option: '--out', path: options.out, is: 'file' },
        { option: '--write-baseline', path: options.writeBaseline?.file, is: 'file' },
      );
      const verdict = check(options);
      const { FORMATS } = require('./formats/table') as typeof import('./formats/table');
      const { baselineText } = require('./baseline') as typeof import('./baseline');
      const report = FORMATS[options.format](verdict, program.version() ?? '');
      if (options.out !== undefined) {
        writeOut(options.out, `${report}\n`);
        print(FORMATS.text(verdict, ''));
      } else print(report);
      if (options.writeBaseline !== undefined) {
        const { file, reason } = options.writeBaseline;
        writeOut(file, baselineText(verdict.findings, reason));
        // Not beside a report that a machine reads.
        if (options.format === 'text' || options.out !== undefined) print(wroteText(file, verdict.findings.length));
        return undefined;
      }
      const fails = { error: ['error'], warning: ['error', 'warning'], never: [] }[options.failOn] as string[];
      if (verdict.findings.some(({ severity }) => fails.includes(severity))) throw new Reported();
      return undefined;
    });
}

function wroteText(file: string, findings: number): string {
  return `\n${file} holds ${findings === 1 ? '1 finding' : `${findings} findings`} to live with: --baseline ${file}`;
}
