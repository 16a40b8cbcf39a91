import { JOBS_A_WORKER } from '../contract/job';
import { assembleWorker } from './assemble-worker';
import { systemClock, within } from './clock';
import { eachMinute } from './jobs/sweep/each-minute';
import { pull } from './jobs/worker/pull';
import { nodeObserver } from './observe/node-observer';
import { readInstances, readWorkerSettings } from './settings';

/** What was begun may come to its end for so long, once the process is to end. */
const FINISH_MILLISECONDS = 6000;
/**
 * A little less than Cloud Run gives between SIGTERM and SIGKILL.
 * @see https://docs.cloud.google.com/run/docs/container-contract#instance-shutdown
 */
const LEAVE_MILLISECONDS = 9000;

/**
 * A worker that is a process of its own: pulls from the cell's queue, and sweeps each minute. Settles once it was told to
 * end (SIGTERM) and has finished, or given back, what it had in hand. Throws at once where its environment is wrong.
 */
export async function workAlone(bakedDirectory: string, write: (line: string) => void): Promise<void> {
  const settings = readWorkerSettings(process.env);
  const instances = readInstances(process.env);
  const [soon, now] = [new AbortController(), new AbortController()];
  const observer = nodeObserver(settings.cell, write);
  const leaving = { soon: soon.signal, now: now.signal };
  const { worker, jobs, spans } = assembleWorker(settings, bakedDirectory, { observer, workers: instances, leaving });
  const { workers } = jobs.place.config;
  // As many hands as the cell has everywhere, in fewer processes.
  const slots = Math.ceil((JOBS_A_WORKER * workers) / (instances ?? workers));
  write(JSON.stringify({ event: 'pulling', cell: settings.cell, slots }));

  const pulling = pull({ ...jobs, worker, clock: systemClock, slots, rest: () => worker.rest() }, leaving.soon);
  void eachMinute({ ...jobs, observe: observer.job }, write, leaving.soon);
  await new Promise<void>((resolve) => void process.once('SIGTERM', resolve));
  soon.abort();
  const callOff = systemClock.after(FINISH_MILLISECONDS, () => now.abort());
  // Of a sweep nobody need wait for the end: another goes on with it.
  await within(LEAVE_MILLISECONDS, pulling, systemClock);
  callOff();
  await within(LEAVE_MILLISECONDS / 10, spans?.flush() ?? Promise.resolve(), systemClock);
  write(JSON.stringify({ event: 'ended', cell: settings.cell }));
}
