import { type Command, Option } from 'commander';
import type { Print } from '../../command/print';
import { loadServingFile } from '../../topology/load';
import { type Estimate, estimateOf } from './estimate';
import { MACHINE_PRICES, PRICES, TOKEN_PRICES } from './prices';
import { costTable, linesText } from './texts';

interface Options {
  readonly config: string;
  readonly lines?: true;
  readonly markdown?: true;
  readonly json?: true;
}

/** `understudy cost` */
export function registerCost(program: Command, print: Print): void {
  program
    .command('cost')
    .description(
      'what a fleet costs: a month without any caller, by cell and posture, and a million requests and jobs; asks nobody',
    )
    .option('--config <file>', 'the declaration', 'serving.yaml')
    .option('--lines', 'every line of the declared posture')
    .addOption(
      new Option('--markdown', "the tables as Markdown, as they stand in this project's README").conflicts([
        'json',
        'lines',
      ]),
    )
    .option('--json', 'print one object and nothing else: every line, and every price with its source and date')
    .addHelpText(
      'after',
      '\nAn estimate from list prices, which --json names with their sources and dates: compare them before you rely on it.\n' +
        'Nothing is deployed or asked.\nExit status: 0 it was reckoned; 2 the usage or the declaration is wrong.',
    )
    .action(({ config, lines, markdown, json }: Options) => {
      const estimate = estimateOf(loadServingFile(config));
      if (json) print(JSON.stringify({ ...estimate, prices: usedIn(estimate) }));
      else if (markdown) print(costTable(estimate, true));
      else print([costTable(estimate, false), ...(lines ? [linesText(estimate)] : [])].join('\n\n'));
    });
}

/** The prices that an estimate rests on. */
function usedIn({ fixedMonthly, perMillionRequests, perMillionJobs }: Estimate): Readonly<Record<string, object>> {
  const places = [...fixedMonthly.flatMap((one) => one.places), ...perMillionRequests, ...perMillionJobs];
  const names = new Set(places.flatMap(({ lines }) => lines.flatMap(({ prices }) => prices)));
  const all: Readonly<Record<string, object>> = { ...PRICES, ...MACHINE_PRICES, ...TOKEN_PRICES };
  return Object.fromEntries([...names].sort().map((name) => [name, all[name]]));
}
