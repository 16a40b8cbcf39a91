import type { Command } from 'commander';
import { refuseUnwritable } from '../command/out';
import { PARAMETERS } from '../command/parameters';
import type { Print } from '../command/print';
import { writeOut } from '../command/write-out';
import { refuse } from '../contract/problem';
import { readEstate } from '../estate/read-estate';
import { orUsualPaths } from '../estate/usual-paths';
import { factsOf } from './runbook/facts';
import { runbookText } from './runbook/markdown';
import { sectionsOf } from './runbook/sections';

interface Options {
  readonly out?: string;
  readonly json?: true;
  readonly parameters?: readonly string[];
}

/** `understudy runbook` */
export function registerRunbook(program: Command, print: Print): void {
  program
    .command('runbook')
    .description('what people do when something fails, for this very fleet: Markdown with plain commands')
    .argument(
      '[paths...]',
      'what was synthesized (default: cdk.out and cdktf.out, where they are); a template as FILE@REGION',
    )
    .option(...PARAMETERS)
    .option('--out <file>', 'write it there')
    .option('--json', 'print the sections with their steps as one object')
    .addHelpText('after', '\nExit status: 0 done; 2 the usage is wrong, or nothing of a fleet was synthesized there.')
    .action((named: readonly string[], { out, json, parameters }: Options) => {
      const paths = orUsualPaths(named);
      refuse([
        paths.length === 0,
        {
          code: 'nothing-synthesized',
          path: '[paths...]',
          message: 'there is neither a cdk.out nor a cdktf.out here',
          mend: 'synthesize first (`understudy synth`), or name the folders',
        },
      ]);
      refuseUnwritable({ option: '--out', path: out, is: 'file' });
      const facts = factsOf(readEstate(paths, parameters));
      const sections = sectionsOf(facts);
      const text = json
        ? `${JSON.stringify({ service: facts.fleet.service, sections })}\n`
        : runbookText(facts, sections);
      if (out === undefined) return print(text.trimEnd());
      writeOut(out, text);
      return print(`${out}: ${sections.length} sections`);
    });
}
