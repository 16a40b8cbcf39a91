import type { Command } from 'commander';
import type { Print } from '../command/print';
import { Reported } from '../command/reported';
import type { SwitchPlace } from '../contract/evacuation';
import { refuse } from '../contract/problem';
import { loadServingFile } from '../topology/load';
import { commandLine } from './bootstrap/step';
import { actText } from './fleet/act-text';
import { type Hand, ownHand } from './fleet/hand';
import { OBJECT_COMMANDS, readObject, removeObject } from './fleet/objects';
import { placesOf } from './fleet/places';
import { holdingIn, orderPlace, statusOf } from './fleet/state';
import { isProblem, switchOf, targetOf } from './fleet/switch-of';
import { whyNot } from './run-command';

interface Options {
  readonly config: string;
  readonly dryRun?: true;
  readonly json?: true;
}

/** Until the last checker no longer sees the order, and DNS and its caches know: as long as leaving took. */
const BACK_WITHIN_SECONDS = 170;

/** `understudy restore` */
export function registerRestore(program: Command, print: Print, hand: Hand = ownHand()): void {
  program
    .command('restore')
    .description('let clients come back to what was evacuated')
    .argument('<cell>', 'aws:eu-west-1, or google')
    .option('--config <file>', 'the declaration', 'serving.yaml')
    .option('--dry-run', 'say what would be done; only reads')
    .option('--json', 'print one object and nothing else')
    .addHelpText(
      'after',
      `
Deletes the object that \`evacuate\` put, and nothing else; its cells' own health decides from then on whether they are
asked. Clients are back within about ${BACK_WITHIN_SECONDS} s.
Exit status: 0 the order is gone, or there was none; 1 it could not be removed; 2 the usage or the declaration is wrong.`,
    )
    .action((cell: string, options: Options) => restore(cell, options, print, hand));
}

async function restore(typed: string, options: Options, print: Print, { run, now }: Hand): Promise<void> {
  const topology = loadServingFile(options.config);
  const found = switchOf(topology, typed);
  refuse(...(isProblem(found) ? [found] : []));
  const left = found as SwitchPlace;
  const place = orderPlace(placesOf(topology), left);
  const [before, cells] = await Promise.all([
    readObject(run, place).then(holdingIn),
    statusOf(run, topology, now(), (cell) => left.cells.includes(cell)),
  ]);
  const notes = [
    ...(before.kind === 'unknown' ? [`what the switch holds is unknown: ${before.why}`] : []),
    ...cells
      .filter(({ health }) => health.serving !== 'good')
      .map(({ cell, health }) => `${cell} is ${health.serving}: ${health.evidence.join('; ')}`),
  ];
  const command = commandLine(OBJECT_COMMANDS.remove(place));
  const ran = options.dryRun ? undefined : await removeObject(run, place);
  const failure = ran === undefined || ran.kind === 'done' ? undefined : whyNot(ran);
  const done = ran?.kind === 'done';
  if (options.json) print(JSON.stringify({ done, switch: left.name, ...place, before, notes, failure }));
  else {
    const target = targetOf(left);
    const was = before.kind === 'holds' ? `was evacuated ${actText(before.act)}` : 'was not evacuated';
    print(
      [
        ...notes.map((note) => `note     ${note}`),
        ...(before.kind === 'unknown' ? [] : [`before   ${target} ${was}`]),
        ...(done ? [`done     the order is gone; clients are back within about ${BACK_WITHIN_SECONDS} s`] : []),
        ...(options.dryRun ? [`would do ${command}`] : []),
        ...(failure === undefined ? [] : [`failed   ${failure}`, `by hand  ${command}`]),
      ].join('\n'),
    );
  }
  if (failure !== undefined) throw new Reported();
}
