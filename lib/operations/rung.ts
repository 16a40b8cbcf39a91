import { type Command, Option } from 'commander';
import type { Print } from '../command/print';
import { Reported } from '../command/reported';
import type { CellId } from '../contract/cell';
import { STATE_OBJECTS } from '../contract/environment';
import { ladderOf } from '../contract/ladder';
import { nearest } from '../contract/nearest';
import { type PossibleProblem, refuse } from '../contract/problem';
import { loadServingFile } from '../topology/load';
import type { Topology } from '../topology/topology';
import { commandLine } from './bootstrap/step';
import { reasonProblems } from './evacuate';
import { type Hand, ownHand } from './fleet/hand';
import { OBJECT_COMMANDS, type ObjectPlace, removeObject, typedWrite, writeObject } from './fleet/objects';
import { placesOf } from './fleet/places';
import { routesWithout } from './fleet/routes-without';
import { statusOf } from './fleet/state';
import { unreadOf } from './fleet/status-text';
import { byCause } from './fleet/unknowns';
import { type Ran, whyNot } from './run-command';

interface Options {
  readonly config: string;
  readonly cell?: readonly string[];
  readonly reason?: string;
  readonly by?: string;
  readonly force?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

type Verb = 'disable' | 'enable';

/** How long a gateway may go on with what it knew. */
export const OBEYED_WITHIN_SECONDS = 90;

/** `understudy rung disable|enable` */
export function registerRung(program: Command, print: Print, hand: Hand = ownHand()): void {
  const rung = program.command('rung').description('have the gateways pass over a rung of the ladder, or ask it again');
  for (const verb of ['disable', 'enable'] as const) {
    const command = rung
      .command(verb)
      .description(verb === 'disable' ? 'have gateways pass over a rung' : 'let gateways ask a rung again')
      .argument('<rung>', "a rung's name in the ladder")
      .addOption(
        new Option(
          '--cell <cell>',
          'one cell alone, aws:eu-west-1; again for more (default: all that have it)',
        ).argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value]),
      )
      .option('--config <file>', 'the declaration', 'serving.yaml')
      .option('--dry-run', 'say what would be done; touches nothing')
      .option('--json', 'print one object and nothing else');
    if (verb === 'disable') {
      command
        .option('--reason <text>', 'why: whoever finds it reads it')
        .option('--by <name>', 'who (default: you, as this machine knows you)')
        .option('--force', 'though a route would have no rung left at its floor');
    }
    command
      .addHelpText(
        'after',
        `
${verb === 'disable' ? 'Puts' : 'Deletes'} the object rungs/<rung>.disabled in each cell's bucket. Gateways obey within ${OBEYED_WITHIN_SECONDS} s; one that cannot
read its bucket goes on with what it knew.
Exit status: 0 done in every cell; 1 refused, or not done in some; 2 the usage or the declaration is wrong.`,
      )
      .action((name: string, options: Options) => act(verb, name, options, print, hand));
  }
}

interface Done {
  readonly cell: CellId;
  readonly place: ObjectPlace;
  readonly failure?: string;
}

async function act(verb: Verb, rung: string, options: Options, print: Print, { run, now, user }: Hand): Promise<void> {
  const topology = loadServingFile(options.config);
  const having = cellsWith(topology, rung);
  refuse(
    ...rungProblems(topology, rung),
    ...(options.cell ?? []).map((cell) => cellProblem(topology, rung, cell)),
    ...(verb === 'disable' ? reasonProblems(options.reason) : []),
  );
  const cells = options.cell === undefined ? having : having.filter((cell) => options.cell?.includes(cell));
  const { lost, notes } =
    verb === 'disable' ? await lostRoutes(topology, cells, rung, { run, now, user }) : { lost: [], notes: [] };
  const refused = lost.length > 0 && !options.force;
  const { by = user(), reason = '' } = options;
  const text = JSON.stringify({ by, at: new Date(now()).toISOString(), reason });
  const places = placesOf(topology)
    .filter(({ cell }) => cells.includes(cell))
    .map(({ cell, ...place }) => ({ cell, place: { ...place, key: STATE_OBJECTS.disabledRung(rung) } }));
  const typed = ({ place }: (typeof places)[number]) =>
    verb === 'disable' ? typedWrite(place, text) : commandLine(OBJECT_COMMANDS.remove(place));

  if (refused || options.dryRun) {
    if (options.json) print(JSON.stringify({ done: false, rung, cells, lost, notes, commands: places.map(typed) }));
    else if (refused)
      print([...notes, ...lost.map(lostText), 'nothing was done; --force does it nevertheless'].join('\n'));
    else print([...notes, ...lost.map(lostText), ...places.map((one) => `would do ${typed(one)}`)].join('\n'));
    if (refused) throw new Reported();
    return;
  }
  const done = await Promise.all(
    places.map(async ({ cell, place }): Promise<Done> => {
      const ran: Ran = verb === 'disable' ? await writeObject(run, place, text) : await removeObject(run, place);
      return { cell, place, ...(ran.kind !== 'done' && { failure: whyNot(ran) }) };
    }),
  );
  const failed = done.filter(({ failure }) => failure !== undefined);
  if (options.json) print(JSON.stringify({ done: failed.length === 0, rung, cells: done, lost, notes }));
  else print([...notes, ...lost.map(lostText), ...told(verb, rung, done)].join('\n'));
  if (failed.length > 0) throw new Reported();
}

interface Lost {
  readonly cell: CellId;
  readonly routes: readonly string[];
}

/** Cells in which routes would have nobody left to answer them, those that are disabled already counted. */
async function lostRoutes(topology: Topology, cells: readonly CellId[], rung: string, hand: Hand) {
  const status = await statusOf(hand.run, topology, hand.now(), (cell) => cells.includes(cell));
  // A rung of which nobody knows counts as one that answers.
  const notes = byCause(status.flatMap(({ cell, disabled }) => unreadOf(cell, Object.values(disabled)))).map(
    (cause) => `note     what else is disabled is unknown in ${cause}`,
  );
  const lost = status.flatMap(({ cell, disabled }): Lost[] => {
    const already = Object.keys(disabled).filter((name) => disabled[name]?.kind === 'holds');
    const routes = routesWithout(topology, cell, rung, already);
    return routes.length === 0 ? [] : [{ cell, routes }];
  });
  return { lost, notes };
}

function lostText({ cell, routes }: Lost): string {
  return `refused  floor-not-met: in ${cell} nothing would answer ${routes.join(', ')} at its floor any more`;
}

function told(verb: Verb, rung: string, done: readonly Done[]): string[] {
  const failed = done.filter(({ failure }) => failure !== undefined);
  return [
    ...done.flatMap(({ cell, failure }) => (failure === undefined ? [`done   ${cell}`] : [])),
    ...byCause(failed.map(({ cell, failure: why = '' }) => ({ cell, why }))).map((cause) => `failed ${cause}`),
    failed.length === 0
      ? `${rung} is ${verb}d: gateways obey within ${OBEYED_WITHIN_SECONDS} s`
      : `half done: ${done.length - failed.length} of ${done.length} cells; the same command again does the rest`,
  ];
}

function cellsWith({ awsCells, google, ladder }: Topology, rung: string): CellId[] {
  const cells = [...awsCells, ...(google?.cells ?? [])].map(({ id }) => id);
  return cells.filter((cell) => ladderOf(cell, ladder).some(({ name }) => name === rung));
}

function rungProblems({ ladder }: Topology, found: string): PossibleProblem[] {
  const names = ladder.map(({ name }) => name);
  const meant = nearest(found, names);
  return [
    [
      !names.includes(found),
      {
        code: 'unknown-rung',
        path: '<rung>',
        message: 'the ladder has no such rung',
        found,
        allowed: names.join(', '),
        mend: meant === undefined ? 'name a rung of the ladder' : `did you mean ${meant}?`,
      },
    ],
  ];
}

function cellProblem(topology: Topology, rung: string, found: string): PossibleProblem {
  const having = cellsWith(topology, rung);
  return [
    !having.includes(found as CellId),
    {
      code: 'unknown-cell',
      path: '--cell',
      message: `no such cell has the rung ${rung}`,
      found,
      allowed: having.join(', '),
      mend: 'name one that has it, or leave it out for all',
    },
  ];
}
