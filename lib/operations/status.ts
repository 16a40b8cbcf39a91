import type { Command } from 'commander';
import type { Print } from '../command/print';
import { Reported } from '../command/reported';
import { loadServingFile } from '../topology/load';
import { actText } from './fleet/act-text';
import { type Hand, ownHand } from './fleet/hand';
import { type CellStatus, statusOf } from './fleet/state';

interface Options {
  readonly config: string;
  readonly json?: true;
}

/** `understudy status` */
export function registerStatus(program: Command, print: Print, hand: Hand = ownHand()): void {
  program
    .command('status')
    .description('how each cell is by its own prober, and what people have switched off')
    .option('--config <file>', 'the declaration', 'serving.yaml')
    .option('--json', 'print { "cells": […] } and nothing else')
    .addHelpText(
      'after',
      `
Reads the cells' buckets with the aws and gcloud that are logged in here; changes nothing.
Exit status: 0 every cell serves and nothing is switched off; 1 one does not, nobody knows, or something is switched
off; 2 the usage or the declaration is wrong.`,
    )
    .action(async ({ config, json }: Options) => {
      const topology = loadServingFile(config);
      const cells = await statusOf(hand.run, topology, hand.now());
      print(json ? JSON.stringify({ cells }) : cells.flatMap(told).join('\n'));
      if (!cells.every(inOrder)) throw new Reported();
    });
}

function inOrder({ health, evacuated, disabled }: CellStatus): boolean {
  const held = [evacuated, ...Object.values(disabled)].some(({ kind }) => kind !== 'none');
  return health.serving === 'good' && !held;
}

function told({ cell, health, evacuated, disabled }: CellStatus): string[] {
  const tier = health.servingTier === null ? '' : `, tier ${health.servingTier}`;
  const lines = [`${cell.padEnd(24)} serving ${health.serving}, preferred ${health.preferred}${tier}`];
  if (health.serving !== 'good' || health.preferred !== 'good') lines.push(...health.evidence.map((one) => `  ${one}`));
  if (evacuated.kind === 'holds') lines.push(`  evacuated ${actText(evacuated.act)}`);
  if (evacuated.kind === 'unknown') lines.push(`  evacuated? unknown: ${evacuated.why}`);
  for (const [rung, holding] of Object.entries(disabled)) {
    if (holding.kind === 'holds') lines.push(`  ${rung} disabled ${actText(holding.act)}`);
    if (holding.kind === 'unknown') lines.push(`  ${rung} disabled? unknown: ${holding.why}`);
  }
  return lines;
}
