/**
 * The entry of `worker.js`. Lambda calls `handler` with what the cell's queue hands out, and `sweep` each minute, which
 * takes up the jobs that nobody works at, of this cell and of those that are gone. Run by itself it does both.
 */
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { assembleWorker } from './assemble-worker';
import { systemClock } from './clock';
import { workBatch } from './jobs/aws/sqs-batch';
import { rescue } from './jobs/sweep/rescue';
import { Sweep } from './jobs/sweep/sweep';
import { lazy } from './lazy';
import { lambdaObserver, lambdaPlace } from './observe/lambda-observer';
import { sentSoon } from './observe/spans/assemble-spans';
import { sweepLine } from './observe/sweep-line';
import { readWorkerSettings } from './settings';
import { workAlone } from './worker-process';

/** A sweep ends so long before its function is ended, to say how it went. */
const LAST_WORD_MILLISECONDS = 5000;

const write = (line: string) => void process.stdout.write(`${line}\n`);

const parts = lazy(() => {
  const settings = readWorkerSettings(process.env);
  const place = lambdaPlace(settings.cell, process.env);
  const observer = lambdaObserver(place, systemClock, write);
  return { place, observer, ...assembleWorker(settings, __dirname, { observer }) };
});

export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const { worker, spans } = parts();
  const worked = await workBatch(worker, event);
  if (spans !== undefined) await sentSoon(spans);
  return worked;
}

export async function sweep(_event: unknown, context: { getRemainingTimeInMillis(): number }): Promise<void> {
  const { place, observer, jobs } = parts();
  const until = systemClock.now() + context.getRemainingTimeInMillis() - LAST_WORD_MILLISECONDS;
  const rescued = await rescue(jobs.place, new Sweep({ ...jobs, observe: observer.job }), until);
  write(sweepLine(place, systemClock, rescued));
}

if (require.main === module) {
  workAlone(__dirname, write).then(
    // Connections that are kept open would keep the process, too; what was written is written first.
    () => process.stdout.write('', () => process.exit(0)),
    (error: Error) => {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 2;
    },
  );
}
