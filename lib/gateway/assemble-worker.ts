import { randomUUID } from 'node:crypto';
import { assembleJobs, type JobParts } from './assemble-jobs';
import { assembleLadder } from './assemble-ladder';
import { systemClock } from './clock';
import { notifier } from './jobs/webhook/notify';
import type { Leaving } from './jobs/worker/leaving';
import { Pace } from './jobs/worker/pace';
import { Worker } from './jobs/worker/worker';
import type { SpanWatcher } from './observe/observer';
import { assembleSpans } from './observe/spans/assemble-spans';
import type { OtlpExporter } from './observe/spans/otlp-exporter';
import type { Settings } from './settings';

export interface WorkerParts {
  readonly worker: Worker;
  readonly jobs: JobParts;
  /** Undefined where nobody wants them. */
  readonly spans: OtlpExporter | undefined;
}

export interface WorkerWishes {
  readonly observer: SpanWatcher;
  /** Among how many of the cell's workers its rate is divided; by default as many as the fleet's configuration says. */
  readonly workers?: number;
  /** See `Worker`. */
  readonly leaving?: Leaving;
}

/** Puts a real worker together, as `assemble` does a gateway. Throws where the cell takes no jobs. */
export function assembleWorker(
  settings: Omit<Settings, 'keys'>,
  bakedDirectory: string,
  { observer, workers, leaving }: WorkerWishes,
): WorkerParts {
  const { config, steps, retries } = assembleLadder(settings, bakedDirectory, observer.ladder);
  const jobs = assembleJobs(settings, config, systemClock);
  if (jobs === undefined) throw new Error('no-jobs: the environment names no ledger and queue, or no route takes jobs');
  const spans = assembleSpans(settings.cell, config, process.env, observer.spansDropped);
  const { requestsPerSecond, workers: usual } = jobs.place.config;
  const worker = new Worker({
    ...jobs,
    routes: config.routes,
    models: { cell: settings.cell, steps, retries, clock: systemClock, newId: randomUUID },
    pace: new Pace({ clock: systemClock, requestsPerSecond: requestsPerSecond / (workers ?? usual) }),
    notify: notifier({ clock: systemClock }),
    observe: observer.job,
    ...(spans && { spans: (made) => spans.take(made) }),
    ...(leaving && { leaving }),
  });
  return { worker, jobs, spans };
}
