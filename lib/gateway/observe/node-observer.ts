import type { Admission } from '../load/admission';
import type { LadderNote } from '../log';
import type { WriteLine } from './lines';
import { type SpanWatcher, shortReason } from './observer';
import { Family, Histogram } from './prometheus';

/** In seconds: from a deterministic answer to the longest deadline. */
const BOUNDS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900];
/** From what a worker does at once to the longest that a job may wait. */
const JOB_BOUNDS = [1, 5, 15, 60, 300, 900, 3600, 14_400, 43_200, 86_400, 259_200];

export interface NodeObserver extends SpanWatcher {
  /** What Prometheus scrapes. */
  metrics(load: Pick<Admission, 'inFlight' | 'limit'>): string;
}

/** On plain Node: the request's one line, and metrics that are held until somebody scrapes them. */
export function nodeObserver(cell: string, write: WriteLine): NodeObserver {
  const requests = new Family('understudy_requests_total', 'counter', 'Requests, by what answered them and why that.');
  const calls = new Family('understudy_calls_total', 'counter', 'Calls to rungs, by what came of them.');
  const unsatisfying = new Family(
    'understudy_unsatisfying_answers_total',
    'counter',
    "Answers of a rung that did not satisfy what was asked, by what: the rung's quality, not its health.",
  );
  const sheds = new Family('understudy_sheds_total', 'counter', 'Requests that were refused for load.');
  const broken = new Family('understudy_broken_streams_total', 'counter', 'Streams that did not come to their end.');
  const tokens = new Family('understudy_tokens_total', 'counter', 'Tokens of answers that callers got.');
  const breakers = new Family('understudy_breaker_open', 'gauge', '1 while a breaker is open or half open.');
  const alarms = new Family('understudy_alarms_total', 'counter', 'Failures that only a person mends.');
  const disabled = new Family('understudy_rung_disabled', 'gauge', '1 while people have a rung passed over.');
  const jobs = new Family('understudy_jobs_total', 'counter', 'What became of jobs, step by step.');
  const waited = new Histogram('understudy_job_seconds', 'From a job to its answer.', JOB_BOUNDS);
  const spansDropped = new Family('understudy_spans_dropped_total', 'counter', 'Spans that no collector took.');
  const inFlight = new Family('understudy_in_flight', 'gauge', 'Requests that are being answered.');
  const limit = new Family('understudy_concurrency_limit', 'gauge', 'Requests that may be in flight now.');
  const total = new Histogram('understudy_request_seconds', 'From a request to its last byte.', BOUNDS);
  const first = new Histogram(
    'understudy_first_content_seconds',
    "From a request to a stream's first content.",
    BOUNDS,
  );
  const call = new Histogram('understudy_call_seconds', 'Of a call to a rung, until it answered or failed.', BOUNDS);
  const all = [
    requests,
    calls,
    unsatisfying,
    sheds,
    broken,
    tokens,
    breakers,
    alarms,
    disabled,
    jobs,
    spansDropped,
    inFlight,
    limit,
    total,
    first,
    call,
    waited,
  ];
  const count = ({ route = 'none', tried = [], ...asked }: LadderNote) => {
    for (const { rung, outcome, rule, milliseconds } of tried) {
      calls.add({ route, rung, outcome });
      call.observe({ rung, outcome }, milliseconds / 1000);
      if (rule !== undefined) unsatisfying.add({ route, rung, rule });
    }
    const { rung = 'none', promptTokens, completionTokens } = asked;
    if (promptTokens !== undefined) tokens.add({ rung, kind: 'prompt' }, promptTokens);
    if (completionTokens !== undefined) tokens.add({ rung, kind: 'completion' }, completionTokens);
  };
  return {
    request: (line) => {
      write(JSON.stringify(line));
      if (line.route === undefined || line.probe === true) return;
      const { route, rung = 'none' } = line;
      const tier = String(line.tier ?? 'none');
      requests.add({ route, tier, rung, reason: shortReason(line), status: String(line.status) });
      count(line);
      if (line.error === 'overloaded') sheds.add({ route });
      if (line.broken !== undefined) broken.add({ route, rung, why: line.broken });
      total.observe({ route, tier }, line.milliseconds / 1000);
      if (line.firstContentMilliseconds !== undefined) {
        first.observe({ route, rung }, line.firstContentMilliseconds / 1000);
      }
    },
    ladder: (event) => {
      write(JSON.stringify({ cell, ...event }));
      if (event.event === 'alarm') alarms.add({ upstream: event.upstream, failure: event.failure });
      else if (event.event === 'rung') disabled.set({ rung: event.rung }, event.disabled ? 1 : 0);
      else breakers.set({ upstream: event.upstream }, event.to === 'closed' ? 0 : 1);
    },
    job: (event) => {
      write(JSON.stringify({ cell, ...event }));
      const { what, route = 'none', milliseconds } = event;
      jobs.add({ what, route });
      if (what === 'done' && milliseconds !== undefined) waited.observe({ route }, milliseconds / 1000);
      count(event);
    },
    spansDropped: (count) => spansDropped.add({}, count),
    metrics: (load) => {
      inFlight.set({}, load.inFlight);
      limit.set({}, load.limit);
      return all.map((each) => each.text()).join('');
    },
  };
}
