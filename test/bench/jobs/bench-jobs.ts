/**
 * `npm run bench:jobs`: jobs accepted and completed a second, with p50 and p99, for each backend and from 1 to 4 workers.
 * The model answers at once, and all but the emulators of SQS, Firestore and Pub/Sub share this one process: what is measured is what a job costs
 * besides its model, and of the emulators' own slowness more than of anything else. `-- --json` prints one array, `-- --jobs 500` takes fewer.
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { CellId } from '../../../lib/contract/cell';
import type { JobsConfig } from '../../../lib/contract/job';
import { systemClock } from '../../../lib/gateway/clock';
import { accept } from '../../../lib/gateway/jobs/accept';
import { Payloads } from '../../../lib/gateway/jobs/payloads';
import type { JobPlace } from '../../../lib/gateway/jobs/place';
import { Pace } from '../../../lib/gateway/jobs/worker/pace';
import { pull } from '../../../lib/gateway/jobs/worker/pull';
import { Worker } from '../../../lib/gateway/jobs/worker/worker';
import type { Provider } from '../../../lib/gateway/ladder/provider';
import { RetryBudget } from '../../../lib/gateway/ladder/retry-budget';
import type { Step } from '../../../lib/gateway/ladder/steps';
import { route as routeOf } from '../../gateway/support/ladder';
import { ABSENT, BACKENDS, type Backend, type Opened } from './backends';

const { values } = parseArgs({ options: { json: { type: 'boolean' }, jobs: { type: 'string', default: '5000' } } });
const WORKERS = [1, 2, 3, 4];
const CALLERS = 16;
const SLOTS = 10;
const CELL: CellId = 'aws:eu-west-1';
const ROUTE = routeOf({ name: 'extract', floor: 1, queue: 'allowed', deadlineSeconds: 20 });
const TEXT = JSON.stringify({ model: 'extract', messages: [{ role: 'user', content: 'What is the total of this?' }] });
const CONFIG: JobsConfig = {
  cells: [{ id: CELL, url: 'https://cell', bucket: 'state' }],
  consistency: { aws: 'strong', google: 'strong' },
  times: {
    ...{ attempt: 20, visibility: 120, requeueAfter: 180, rescueAfter: 300 },
    ...{ defaultDeadline: 86_400, longestDeadline: 259_200, keep: 604_800 },
  },
  requestsPerSecond: 1e9,
  workers: 1,
};

const provider: Provider = {
  model: 'at-once',
  async *execute() {
    yield { kind: 'text', text: 'an answer' };
    yield { kind: 'end', finishReason: 'stop' };
  },
};
const STEP: Step = {
  rung: { name: 'model', tier: 1, on: {} },
  source: { kind: 'openai-compatible', url: 'http://model', model: 'at-once' },
  provider,
  residency: undefined,
  gate: undefined,
};

interface Measured {
  readonly backend: string;
  readonly workers: number;
  readonly jobs: number;
  readonly accepted: Figures;
  readonly completed: Figures;
}

interface Figures {
  readonly perSecond: number;
  /** Of one call: an acceptance, or what a worker does with one message. */
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
}

function figures(taken: readonly number[], milliseconds: number): Figures {
  const sorted = [...taken].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { perSecond: (1000 * taken.length) / milliseconds, p50Milliseconds: at(0.5), p99Milliseconds: at(0.99) };
}

async function timed(taken: number[], run: () => Promise<unknown>): Promise<void> {
  const began = performance.now();
  await run();
  taken.push(performance.now() - began);
}

async function acceptAll(place: JobPlace, { queue }: Opened, jobs: number): Promise<Figures> {
  const taken: number[] = [];
  let left = jobs;
  const one = async () => {
    const accepted = { route: 'extract', floor: 1, deadline: Date.now() + 86_400_000, durability: 'region' } as const;
    const acceptance = await accept(place, { accepted, text: TEXT, otherCloudDown: 'refuse' });
    if (acceptance.kind === 'accepted') await queue.send({ job: acceptance.look.id, queuedAt: Date.now() });
  };
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      await timed(taken, one);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return figures(taken, performance.now() - began);
}

async function completeAll(place: JobPlace, { queue }: Opened, jobs: number, workers: number): Promise<Figures> {
  const taken: number[] = [];
  const stop = new AbortController();
  const isEvacuated = async () => false;
  let done = 0;
  const began = performance.now();
  const pulling = Array.from({ length: workers }, () => {
    const worker = new Worker({
      ...{ place, queue, routes: [ROUTE], isEvacuated, notify: async () => undefined },
      models: { cell: CELL, steps: [STEP], retries: new RetryBudget(), clock: systemClock, newId: () => 'id' },
      pace: new Pace({ clock: systemClock, requestsPerSecond: CONFIG.requestsPerSecond }),
      observe: ({ what }) => {
        if (what !== 'done') return;
        done += 1;
        if (done === jobs) stop.abort();
      },
    });
    const handle: Worker['handle'] = (delivery) => timed(taken, () => worker.handle(delivery));
    return pull({ worker: { handle }, queue, clock: systemClock, slots: SLOTS, isEvacuated }, stop.signal);
  });
  await Promise.all(pulling);
  return figures(taken, performance.now() - began);
}

async function measure({ name, share, open }: Backend, workers: number, all: number): Promise<Measured> {
  const jobs = Math.ceil(all * share);
  const opened = await open();
  try {
    const place: JobPlace = {
      ...{ cell: CELL, config: CONFIG, ledger: opened.ledger, mirrors: [], clock: systemClock },
      payloads: new Payloads(new Map()),
      random: () => randomBytes(16).toString('hex'),
    };
    const accepted = await acceptAll(place, opened, jobs);
    return { backend: name, workers, jobs, accepted, completed: await completeAll(place, opened, jobs, workers) };
  } finally {
    await opened.close();
  }
}

function line({ backend, workers, jobs, accepted, completed }: Measured): string {
  const shown = ({ perSecond, p50Milliseconds, p99Milliseconds }: Figures) =>
    `${perSecond.toFixed(0).padStart(8)}/s ${p50Milliseconds.toFixed(2).padStart(8)} ${p99Milliseconds.toFixed(2).padStart(8)} ms`;
  return `${backend.padEnd(42)}${String(workers).padStart(8)}${String(jobs).padStart(7)}  ${shown(accepted)}  ${shown(completed)}`;
}

async function main(): Promise<void> {
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 10) throw new Error('--jobs is a whole number of at least 10');
  const heading = 'p50      p99   ';
  if (!values.json) {
    process.stdout.write(`${'backend'.padEnd(42)} workers   jobs    accepted ${heading}   completed ${heading}\n`);
  }
  const measured: Measured[] = [];
  for (const backend of BACKENDS) {
    // What is loaded with the first call is none of the figures.
    await measure(backend, 1, Math.ceil(jobs / 10));
    for (const workers of WORKERS) {
      measured.push(await measure(backend, workers, jobs));
      if (!values.json) process.stdout.write(`${line(measured[measured.length - 1])}\n`);
    }
    await backend.end?.();
  }
  for (const absent of ABSENT) process.stderr.write(`not run: ${absent}\n`);
  if (values.json) process.stdout.write(`${JSON.stringify(measured)}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
