import type { Command } from 'commander';
import type { Print } from '../../command/print';
import { type Hand, ownHand } from '../fleet/hand';
import { registerJobsRedrive } from './redrive-command';
import { registerJobsStatus } from './status-command';

/** What a long command says while it works, beside its result. */
export type Progress = (text: string) => void;

/** `understudy jobs` */
export function registerJobs(
  program: Command,
  print: Print,
  hand: Hand = ownHand(),
  progress: Progress = (text) => void process.stderr.write(`${text}\n`),
  wait = (milliseconds: number) => new Promise<void>((resolve) => void setTimeout(resolve, milliseconds)),
): void {
  const jobs = program.command('jobs').description('the jobs that wait in the cells, and those that are dead');
  registerJobsStatus(jobs, print, hand);
  registerJobsRedrive(jobs, print, { hand, progress, wait });
}
