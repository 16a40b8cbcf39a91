import { setTimeout as pause } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { parseDuration } from '../command/duration';
import type { Print } from '../command/print';
import { Reported } from '../command/reported';
import type { CellId } from '../contract/cell';
import { nearest } from '../contract/nearest';
import { type PossibleProblem, refuse } from '../contract/problem';
import { loadServingFile } from '../topology/load';
import type { Topology } from '../topology/topology';
import { type Baked, type Baking, bake } from './fleet/bake';
import { type Hand, ownHand } from './fleet/hand';
import { placesOf } from './fleet/places';
import { type CellStatus, statusOf } from './fleet/state';
import { statusText } from './fleet/status-text';
import { byCause } from './fleet/unknowns';

interface Options {
  readonly config: string;
  readonly cell?: readonly string[];
  readonly for?: string;
  readonly json?: true;
}

/** How long a release is watched at most: CloudWatch and people have noticed by then. */
const LONGEST_SECONDS = 24 * 3600;

/** Minutes on standard error, where people look. */
const onStandardError: Omit<Baking, 'hand'> = {
  wait: (milliseconds) => pause(milliseconds),
  progress: ({ cells }, left) => {
    const serving = cells.filter(({ health }) => health.serving === 'good').length;
    process.stderr.write(`${serving} of ${cells.length} serve, nothing in alarm; ${Math.ceil(left / 60)} min left\n`);
  },
};

/** `understudy status` */
export function registerStatus(program: Command, print: Print, hand: Hand = ownHand(), baking = onStandardError): void {
  program
    .command('status')
    .description('how each cell is by its own prober, and what people have switched off')
    .addOption(
      new Option('--cell <cell>', 'one cell alone, aws:eu-west-1; again for more (default: all)').argParser(
        (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
      ),
    )
    .option('--for <duration>', 'look each minute for so long, at the alarms of AWS too, and end at the first harm: 1h')
    .option('--config <file>', 'the declaration', 'serving.yaml')
    .option('--json', 'print { "cells": […] } and nothing else; with --for { "ok", "looks", "alarms" } too')
    .addHelpText(
      'after',
      `
Reads the cells' buckets with the aws and gcloud that are logged in here; changes nothing. With --for it stands between
the release of one Region and the next: what is unknown is waited out, and must be known at the end.
Exit status: 0 every cell serves and nothing is switched off (nor was, nor in alarm, with --for); 1 one does not, nobody
knows, or something is switched off; 2 the usage or the declaration is wrong.`,
    )
    .action(async (options: Options) => {
      const topology = loadServingFile(options.config);
      refuse(...(options.cell ?? []).map((cell) => cellProblem(topology, cell)), durationProblem(options.for));
      const of = (cell: CellId) => options.cell === undefined || options.cell.includes(cell);
      if (options.for !== undefined) {
        const baked = await bake(topology, of, parseDuration(options.for) ?? 0, { ...baking, hand });
        print(options.json ? JSON.stringify(baked) : bakedText(baked, options.for));
        if (!baked.ok) throw new Reported();
        return;
      }
      const cells = await statusOf(hand.run, topology, hand.now(), of);
      print(options.json ? JSON.stringify({ cells }) : statusText(cells));
      if (!cells.every(inOrder)) throw new Reported();
    });
}

function inOrder({ health, evacuated, disabled }: CellStatus): boolean {
  const held = [evacuated, ...Object.values(disabled)].some(({ kind }) => kind !== 'none');
  return health.serving === 'good' && !held;
}

function bakedText({ ok, looks, cells, alarms }: Baked, duration: string): string {
  return [
    statusText(cells),
    ...alarms.raised.map(({ cell, names }) => `alarm     ${cell}: ${names.join(', ')}`),
    ...byCause(alarms.unknown).map((cause) => `alarms?   ${cause}`),
    ok
      ? `ok        ${looks} looks in ${duration}, and no harm in any: the next Region may follow`
      : 'stop      do not go on to the next Region; see "roll back" in the runbook',
  ].join('\n');
}

function cellProblem(topology: Topology, found: string): PossibleProblem {
  const cells = placesOf(topology).map(({ cell }) => cell);
  const meant = nearest(found, cells);
  return [
    !cells.includes(found as CellId),
    {
      code: 'unknown-cell',
      path: '--cell',
      message: 'the fleet has no such cell',
      found,
      allowed: cells.join(', '),
      mend: meant === undefined ? 'name one of them' : `did you mean ${meant}?`,
    },
  ];
}

function durationProblem(found: string | undefined): PossibleProblem {
  const seconds = parseDuration(found ?? '');
  return [
    found !== undefined && !(seconds !== undefined && seconds >= 60 && seconds <= LONGEST_SECONDS),
    {
      code: 'malformed-duration',
      path: '--for',
      message: 'this is no time for which a release could be watched',
      ...(found !== undefined && { found }),
      allowed: 'from 60s to 24h: 90s, 30m, 1h',
      mend: 'give an hour for the first Region, --for 1h',
    },
  ];
}
