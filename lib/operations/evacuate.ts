import type { Command } from 'commander';
import type { Print } from '../command/print';
import { Reported } from '../command/reported';
import type { EvacuationOrder, SwitchPlace } from '../contract/evacuation';
import { type PossibleProblem, refuse } from '../contract/problem';
import { loadServingFile } from '../topology/load';
import { type Hand, ownHand } from './fleet/hand';
import { type Judged, judgeLeaving } from './fleet/objections';
import { type ObjectPlace, typedWrite, writeObject } from './fleet/objects';
import { placesOf } from './fleet/places';
import { orderPlace, statusOf } from './fleet/state';
import { isProblem, switchOf, targetOf } from './fleet/switch-of';
import { whyNot } from './run-command';

interface Options {
  readonly config: string;
  readonly reason?: string;
  readonly by?: string;
  readonly dryRun?: true;
  readonly force?: true;
  readonly json?: true;
}

/**
 * From the order to the last client: three probes of 30 s by the slowest checker, 10 s until DNS knows (unconfirmed), a
 * TTL of 60 s.
 */
export const LEFT_WITHIN_SECONDS = 160;

/** The order is read with every probe, and by people in a hurry. */
const LONGEST_REASON = 500;

/** `understudy evacuate` */
export function registerEvacuate(program: Command, print: Print, hand: Hand = ownHand()): void {
  program
    .command('evacuate')
    .description("lead clients away from a Region, or from Google as a whole, by one object in another Region's bucket")
    .argument('<cell>', 'aws:eu-west-1, or google')
    .option('--reason <text>', 'why: whoever finds the order reads it')
    .option('--by <name>', 'who (default: you, as this machine knows you)')
    .option('--config <file>', 'the declaration', 'serving.yaml')
    .option('--dry-run', 'say what would be done, and whether it would be refused; only reads')
    .option('--force', 'though no other cell is known to serve, or the others cannot carry the load')
    .option('--json', 'print one object and nothing else')
    .addHelpText(
      'after',
      `
Puts the object switch/<region> into the bucket of the Region that holds the switch; nothing in the Region that is left,
no DNS change and no control plane is asked. Clients have left within about ${LEFT_WITHIN_SECONDS} s. By hand: see the runbook.
Exit status: 0 done; 1 refused, or the object could not be put; 2 the usage or the declaration is wrong.`,
    )
    .action((cell: string, options: Options) => evacuate(cell, options, print, hand));
}

async function evacuate(typed: string, options: Options, print: Print, { run, now, user }: Hand): Promise<void> {
  const topology = loadServingFile(options.config);
  const found = switchOf(topology, typed);
  refuse(...(isProblem(found) ? [found] : []), ...reasonProblems(options.reason));
  const left = found as SwitchPlace;
  const place = orderPlace(placesOf(topology), left);
  const { reason = '', by = user() } = options;
  const order: EvacuationOrder = { cells: left.cells, by, at: new Date(now()).toISOString(), reason };
  const text = JSON.stringify(order);

  const others = await statusOf(run, topology, now(), (cell) => !left.cells.includes(cell));
  const judged = judgeLeaving(topology, left.cells, others);
  const refused = judged.objections.length > 0 && !options.force;
  const told = (done: boolean, failure?: string) => {
    if (options.json) print(JSON.stringify({ done, switch: left.name, ...place, order, ...judged, failure }));
    else print(lines(left, place, text, judged, { done, refused, dry: options.dryRun === true, failure }).join('\n'));
  };
  if (options.dryRun || refused) {
    told(false);
    if (refused) throw new Reported();
    return;
  }
  const ran = await writeObject(run, place, text);
  told(ran.kind === 'done', ran.kind === 'done' ? undefined : whyNot(ran));
  if (ran.kind !== 'done') throw new Reported();
}

/** Problems of a reason that must be given. */
export function reasonProblems(reason: string | undefined): PossibleProblem[] {
  const known = reason?.trim() ?? '';
  return [
    [
      known === '',
      {
        code: 'missing-reason',
        path: '--reason',
        message: 'whoever finds this must learn why it was done',
        mend: 'give --reason "…"',
      },
    ],
    [
      known.length > LONGEST_REASON,
      {
        code: 'reason-too-long',
        path: '--reason',
        message: 'the reason is for people in a hurry',
        found: `${known.length} characters`,
        allowed: `up to ${LONGEST_REASON}`,
        mend: 'name the incident, and write the rest there',
      },
    ],
  ];
}

function lines(
  left: SwitchPlace,
  place: ObjectPlace,
  text: string,
  { objections, notes }: Judged,
  how: { readonly done: boolean; readonly refused: boolean; readonly dry: boolean; readonly failure?: string },
): string[] {
  const target = targetOf(left);
  const judgement = [
    ...notes.map((note) => `note     ${note}`),
    ...objections.map(({ code, message }) => `${how.refused ? 'refused ' : 'forced  '} ${code}: ${message}`),
  ];
  if (how.done) {
    return [
      ...judgement,
      `done     ${target} is evacuated by ${place.key} in ${place.bucket} (${left.heldBy})`,
      `next     clients have left within about ${LEFT_WITHIN_SECONDS} s; \`understudy status\` shows it`,
      `back     understudy restore ${target}`,
    ];
  }
  if (how.failure !== undefined) {
    return [...judgement, `failed   nothing was evacuated: ${how.failure}`, `by hand  ${typedWrite(place, text)}`];
  }
  if (how.dry) {
    const would = how.refused ? 'would do, if forced:' : 'would do';
    return [...judgement, `${would} ${typedWrite(place, text)}`];
  }
  return [...judgement, 'nothing was done; --force does it nevertheless'];
}
