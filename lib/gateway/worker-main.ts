/**
 * The entry of `worker.js`. Lambda calls `handler` with what the cell's queue hands out, and `sweep` each minute, which
 * takes up the jobs that nobody works at, of this cell and of those that are gone.
 */
import { randomUUID } from 'node:crypto';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { assembleJobs } from './assemble-jobs';
import { assembleLadder } from './assemble-ladder';
import { systemClock } from './clock';
import { workBatch } from './jobs/aws/sqs-batch';
import { rescue } from './jobs/sweep/rescue';
import { Sweep } from './jobs/sweep/sweep';
import { notifier } from './jobs/webhook/notify';
import { Pace } from './jobs/worker/pace';
import { Worker } from './jobs/worker/worker';
import { lazy } from './lazy';
import { lambdaObserver } from './observe/lambda-observer';
import { assembleSpans, sentSoon } from './observe/spans/assemble-spans';
import { sweepLine } from './observe/sweep-line';
import { readWorkerSettings } from './settings';

/** A sweep ends so long before its function is ended, to say how it went. */
const LAST_WORD_MILLISECONDS = 5000;

const write = (line: string) => void process.stdout.write(`${line}\n`);

const parts = lazy(() => {
  const settings = readWorkerSettings(process.env);
  const place = { functionName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'unknown', cell: settings.cell };
  const observer = lambdaObserver(place, systemClock, write);
  const ladder = assembleLadder(settings, __dirname, observer.ladder);
  const jobs = assembleJobs(settings, ladder.config, systemClock);
  if (jobs === undefined) throw new Error('no-jobs: the environment names no ledger and queue, or no route takes jobs');
  const spans = assembleSpans(settings.cell, ladder.config, process.env, observer.spansDropped);
  return { place, observer, ladder, jobs, spans };
});

const worker = lazy(() => {
  const { observer, ladder, jobs, spans } = parts();
  const { config, steps, retries } = ladder;
  const { requestsPerSecond, workers } = jobs.place.config;
  return new Worker({
    ...jobs,
    routes: config.routes,
    models: { cell: jobs.place.cell, steps, retries, clock: systemClock, newId: randomUUID },
    pace: new Pace({ clock: systemClock, requestsPerSecond: requestsPerSecond / workers }),
    notify: notifier({ clock: systemClock }),
    observe: observer.job,
    ...(spans && { spans: (made) => spans.take(made) }),
  });
});

export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const worked = await workBatch(worker(), event);
  const { spans } = parts();
  if (spans !== undefined) await sentSoon(spans);
  return worked;
}

export async function sweep(_event: unknown, context: { getRemainingTimeInMillis(): number }): Promise<void> {
  const { place, observer, jobs } = parts();
  const until = systemClock.now() + context.getRemainingTimeInMillis() - LAST_WORD_MILLISECONDS;
  const rescued = await rescue(jobs.place, new Sweep({ ...jobs, observe: observer.job }), until);
  write(sweepLine(place, systemClock, rescued));
}
