import type { Command } from 'commander';
import { again } from '../command/again';
import { PARAMETERS } from '../command/parameters';
import type { Print } from '../command/print';
import { Reported } from '../command/reported';
import { orUsualPaths } from '../estate/usual-paths';
import type { DrillArguments } from './options';
import { meanings } from './scenario/manner';

/** `understudy drill` */
export function registerDrill(program: Command, print: Print): void {
  program
    .command('drill')
    .description('replay outages against what was synthesized, ours or not: who answers, at which tier, how soon?')
    .argument('[paths...]', 'cdk.out, cdktf.out, a template (JSON, YAML; FILE@REGION), *.tf.json, a plan as JSON')
    .option(
      '--all',
      'every outage of the library, and every two components at once; what is done when nothing is asked',
    )
    .option('--scenario <id|file>', 'S1, region, …, or a YAML file of your own; again for more', again)
    .option(
      '--fault <what[=how][@from[-to]]>',
      'aws:eu-west-1, frontier=throttle@10s-60s; several make one outage',
      again,
    )
    .option('--faults <n>', 'every set of up to so many components that fail together, 0 to 3')
    .option('--place <place>', 'play what happened in one place there: aws:eu-west-1')
    .option('--from <region>', 'a Region of AWS or Google beside which clients are; again for more', again)
    .option('--rto <time>', 'the recovery objective (120, 120s, 5m); else what the constructs say')
    .option('--floor <tier>', 'the lowest tier that counts as served, 1 to 3; else each route’s own')
    .option(
      '--objective, --survive <losses>',
      'any-cell, any-cloud, any-provider, any-component, any-pair, by commas; or none',
    )
    .option(
      '--demand <n>',
      'requests a second of all clients together: to tell numbers beside shares, and that those left carry them is asked as well',
    )
    .option(
      '--capacity <name=n>',
      'what a cell, a rung, or a rung in a cell carries in a second, where nothing says it: frontier=20; again for more',
      again,
    )
    .option(...PARAMETERS)
    .option('--hold <time:share>', 'resolvers that keep an answer longer: 5m:0.1')
    .option('--sla <name=percent>', 'a promise in place of the default: bedrock=99.5; again for more', again)
    .option('--seed <n>', 'repeats the phases of checkers and resolvers', '1')
    .option('--runs <n>', 'how often each outage is played, with other phases each time', '25')
    .option('--compare <path>', 'what was synthesized before, to tell what changed; again for more', again)
    .option('--report <file>', 'write one HTML file, to look at')
    .option('--json', 'print one JSON object')
    .option('--list', 'name the outages and the components that can fail, and play nothing')
    .addHelpText(
      'after',
      `\nHOW, for --fault:\n${meanings()}\n` +
        '\nExit status: 0 every objective is met; 1 one is missed or undecided; 2 the usage or what was handed in is wrong.',
    )
    .action((named: readonly string[], typed: DrillArguments) => {
      const { runDrill } = require('./run-drill') as typeof import('./run-drill');
      const paths = orUsualPaths(named);
      const onProgress = typed.json === true || !process.stderr.isTTY ? undefined : progress;
      if (!runDrill(paths, typed, print, onProgress)) throw new Reported();
    });
}

/** One line that is written over, where a person watches. */
function progress(what: string | undefined): void {
  process.stderr.write(what === undefined ? '\r\u001b[K' : `\r\u001b[K${what}`);
}
