import type { Command } from 'commander';
import type { Print } from '../../command/print';
import { Reported } from '../../command/reported';
import { loadServingFile } from '../../topology/load';
import type { Hand } from '../fleet/hand';
import { cellQueuesOf } from './cell-queue';
import { depthsOf, type JobDepths } from './depths';

interface Options {
  readonly config: string;
  readonly json?: true;
}

export function registerJobsStatus(jobs: Command, print: Print, { run, now }: Hand): void {
  jobs
    .command('status')
    .description('how many jobs wait in each cell, for how long, and how many are dead')
    .option('--config <file>', 'the declaration', 'serving.yaml')
    .option('--json', 'print { "cells": […] } and nothing else')
    .addHelpText(
      'after',
      `
Asks SQS and CloudWatch with the aws, Cloud Monitoring with the gcloud (and by curl) that is logged in here; changes
nothing. SQS counts approximately; Google's figures may be four minutes old, and count what is put off as in hand.
Exit status: 0 no job is dead; 1 one is, or a cell does not say; 2 the usage or the declaration is wrong.`,
    )
    .action(async ({ config, json }: Options) => {
      const queues = cellQueuesOf(loadServingFile(config));
      const cells = await Promise.all(queues.map((each) => depthsOf(run, each, now())));
      print(json ? JSON.stringify({ cells }) : [HEAD, ...cells.flatMap(told)].join('\n'));
      if (cells.some((cell) => cell.kind === 'unknown' || cell.dead > 0)) throw new Reported();
    });
}

const COLUMNS = ['waiting', 'in hand', 'deferred', 'oldest', 'dead'];
const line = (cell: string, values: readonly string[]) =>
  `${cell.padEnd(24)}${values.map((value) => value.padStart(10)).join('')}`;
const HEAD = line('cell', COLUMNS);

function told(depths: JobDepths): string[] {
  if (depths.kind === 'unknown') return [`${depths.cell.padEnd(24)}unknown: ${depths.why}`];
  const { cell, waiting, inHand, deferred, dead, oldestSeconds } = depths;
  const oldest = oldestSeconds === null ? '-' : `${Math.round(oldestSeconds)} s`;
  const row = line(cell, [
    String(waiting),
    String(inHand),
    deferred === null ? '-' : String(deferred),
    oldest,
    String(dead),
  ]);
  return dead === 0 ? [row] : [row, `  understudy jobs redrive ${cell} --dry-run says why they are dead`];
}
