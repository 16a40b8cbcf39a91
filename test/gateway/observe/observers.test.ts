import type { JobEvent } from '../../../lib/gateway/jobs/events';
import type { LogLine } from '../../../lib/gateway/log';
import { lambdaObserver, lambdaPlace } from '../../../lib/gateway/observe/lambda-observer';
import { nodeObserver } from '../../../lib/gateway/observe/node-observer';
import { shortReason } from '../../../lib/gateway/observe/observer';
import { ManualClock } from '../support/manual-clock';

const JOB = `job_aws.eu-west-1_${'0'.repeat(32)}` as const;
const failedCall = { rung: 'frontier', outcome: 'throttled', milliseconds: 40 };
const answeredTry: JobEvent = {
  event: 'job',
  what: 'answered',
  job: JOB,
  route: 'extract',
  tier: 2,
  rung: 'open-weights',
  reason: 'frontier: throttled',
  tried: [failedCall, { rung: 'open-weights', outcome: 'answered', milliseconds: 260 }],
  promptTokens: 11,
  completionTokens: 7,
  milliseconds: 300,
};
const done: JobEvent = { event: 'job', what: 'done', job: JOB, route: 'extract', milliseconds: 7_200_000 };

const line: LogLine = {
  method: 'POST',
  path: '/v1/chat/completions',
  status: 200,
  milliseconds: 1500,
  cell: 'aws:eu-west-1',
  route: 'chat',
  stream: true,
  tier: 2,
  rung: 'open-weights',
  reason: 'frontier: throttled; other: timeout',
  firstContentMilliseconds: 300,
  promptTokens: 11,
  completionTokens: 7,
};

test.each([
  ['preferred', 'preferred'],
  ['frontier: throttled; other: timeout', 'throttled'],
  [undefined, 'none'],
])('of the reason %s the label is %s', (reason, label) => {
  expect(shortReason({ ...line, reason })).toBe(label);
});

describe('on Lambda', () => {
  const written: string[] = [];
  const observer = lambdaObserver(
    lambdaPlace('aws:eu-west-1', {
      AWS_LAMBDA_FUNCTION_NAME: 'assistant-gateway',
      AWS_LAMBDA_FUNCTION_VERSION: '7',
    }),
    new ManualClock(),
    (text) => written.push(text),
  );
  beforeEach(() => {
    written.length = 0;
  });

  /** As CloudWatch reads it: each metric's value and each dimension's is a member of the line itself. */
  const metrics = (at = 0) => {
    const told = JSON.parse(written[at]);
    const directives: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[] =
      told._aws.CloudWatchMetrics;
    const [{ Namespace }] = directives;
    const Dimensions = directives.flatMap((one) => one.Dimensions);
    const Metrics = directives.flatMap((one) => one.Metrics);
    for (const name of Dimensions.flat()) expect(typeof told[name]).toBe('string');
    const values = Metrics.map(({ Name }) => [Name, told[Name]]);
    for (const [, value] of values) expect(typeof value).toBe('number');
    return { told, Namespace, values: Object.fromEntries(values) };
  };

  test('one line a request is its log and its metrics', () => {
    observer.request(line);
    expect(written).toHaveLength(1);
    const { told, Namespace, values } = metrics();
    expect(told).toMatchObject(line);
    expect(Namespace).toBe('Understudy');
    expect(told).toMatchObject({ Function: 'assistant-gateway', Cell: 'aws:eu-west-1', Route: 'chat', Tier: '2' });
    expect(told.Reason).toBe('throttled');
    expect(values).toEqual({
      Requests: 1,
      Errors: 0,
      Sheds: 0,
      BelowFloor: 0,
      OutsideFence: 0,
      Latency: 1500,
      FirstContent: 300,
      PromptTokens: 11,
      CompletionTokens: 7,
      Answers: 1,
      Degraded: 1,
    });
    expect(told._aws.Timestamp).toBe(Date.parse('2026-01-01T00:00:00Z'));
  });

  test('what answered and what failed are metrics of their rungs', () => {
    const tried = [failedCall, { rung: 'open-weights', outcome: 'answered', milliseconds: 260 }];
    observer.request({ ...line, tried });
    expect(written).toHaveLength(2);
    const { told } = metrics();
    expect(told.Rung).toBe('open-weights');
    expect(told._aws.CloudWatchMetrics[0].Dimensions).toContainEqual(['Function', 'Cell', 'Rung']);
    const second = metrics(1);
    expect(second.told).toMatchObject({ event: 'failed-call', Rung: 'frontier', Outcome: 'throttled', route: 'chat' });
    expect(second.values).toEqual({ FailedCalls: 1, FailedCallLatency: 40 });
  });

  test('what became of a job is a metric of its route, with how long it waited', () => {
    observer.job(done);
    expect(written).toHaveLength(1);
    const { told, values } = metrics();
    expect(told).toMatchObject({ ...done, What: 'done', Route: 'extract', cell: 'aws:eu-west-1' });
    expect(values).toEqual({ Jobs: 1, JobLatency: 7_200_000 });
    expect(told._aws.CloudWatchMetrics[0].Dimensions).toEqual([
      ['Function', 'Cell', 'What'],
      ['Function', 'Cell', 'Route', 'What'],
    ]);
  });

  test('a job’s calls to models are metrics of their rungs, as a request’s are', () => {
    observer.job(answeredTry);
    expect(written).toHaveLength(2);
    const { told, values } = metrics();
    const tried = { JobTries: 1, JobUnanswered: 0 };
    expect([told.Rung, values]).toEqual(['open-weights', { Jobs: 1, ...tried, PromptTokens: 11, CompletionTokens: 7 }]);
    const second = metrics(1);
    expect(second.told).toMatchObject({
      event: 'failed-call',
      Rung: 'frontier',
      Outcome: 'throttled',
      cell: 'aws:eu-west-1',
    });
    expect(second.values).toEqual({ FailedCalls: 1, FailedCallLatency: 40 });
  });

  test.each([
    ['answered', { JobTries: 1, JobUnanswered: 0 }],
    ['unanswered', { JobTries: 1, JobUnanswered: 1 }],
    ['deferred', {}],
    ['accepted', {}],
  ] as const)('a release is judged by tries alone, in all and by version: %s', (what, expected) => {
    observer.job({ event: 'job', what, job: done.job, route: 'extract' });
    const { told, values } = metrics();
    expect(values).toEqual({ Jobs: 1, ...expected });
    const dimensions = told._aws.CloudWatchMetrics.slice(1).map(
      ({ Dimensions }: { Dimensions: string[][] }) => Dimensions,
    );
    const both = [
      ['Function', 'Cell'],
      ['Function', 'Cell', 'Version'],
    ];
    expect(dimensions).toEqual('JobTries' in expected ? [both] : []);
  });

  test('what nothing is measured of is no metric', () => {
    observer.job({ ...answeredTry, promptTokens: undefined, completionTokens: undefined, tried: [] });
    const [, tries, ...more] = JSON.parse(written[0])._aws.CloudWatchMetrics;
    expect(tries.Metrics.map(({ Name }: { Name: string }) => Name)).toEqual(['JobTries', 'JobUnanswered']);
    expect(more).toEqual([]);
  });

  test('spans that nobody sees are counted', () => {
    observer.spansDropped(7);
    expect(metrics().values).toEqual({ SpansDropped: 7 });
  });

  test('a probe is a line, and in no metric', () => {
    observer.request({ ...line, probe: true });
    expect(written.map((text) => JSON.parse(text)._aws)).toEqual([undefined]);
  });

  test.each<[string, Partial<LogLine>, object]>([
    ['shed', { status: 503, error: 'overloaded' }, { Sheds: 1, Errors: 1 }],
    ['refused below its floor', { status: 503, error: 'tier-floor' }, { BelowFloor: 1, OutsideFence: 0, Errors: 1 }],
    ['refused outside its fence', { status: 503, error: 'residency-fence' }, { BelowFloor: 0, OutsideFence: 1 }],
    ['broken', { broken: 'stalled' }, { Sheds: 0, Errors: 1 }],
    ['refused for its own fault', { status: 400, error: 'content_filter' }, { Errors: 0 }],
  ])('a request that was %s counts as such', (_case, more, counted) => {
    observer.request({ ...line, ...more });
    expect(metrics().values).toMatchObject(counted);
  });

  test('alarms read all requests together, and answers by their tier alone', () => {
    observer.request(line);
    const sets = ({ Metrics, Dimensions }: { Metrics: { Name: string }[]; Dimensions: string[][] }) =>
      [Metrics.map(({ Name }) => Name), Dimensions] as const;
    const [all, answers] = JSON.parse(written[0])._aws.CloudWatchMetrics.map(sets);
    expect(all[1]).toContainEqual(['Function', 'Cell']);
    expect(answers).toEqual([['Answers'], [['Function', 'Cell', 'Tier']]]);
  });

  test.each<[string, Partial<LogLine>, number | undefined]>([
    ['preferred', { reason: 'preferred' }, 0],
    ['throttled', { reason: 'frontier: throttled' }, 1],
    // Not answered at all, which is an error and not degraded.
    ['nobody', { reason: undefined, tier: undefined, status: 503 }, undefined],
  ])('a release is judged by its version: %s', (_case, more, degraded) => {
    observer.request({ ...line, ...more });
    const { told } = metrics();
    expect([told.Version, told.Degraded]).toEqual(['7', degraded]);
    const read = new Map<string, string[]>();
    for (const { Metrics, Dimensions } of told._aws.CloudWatchMetrics) {
      const isVersion = JSON.stringify(Dimensions).includes('["Function","Cell","Version"]');
      const isAll = JSON.stringify(Dimensions).includes('["Function","Cell"]');
      for (const { Name } of Metrics) {
        read.set(Name, [...(read.get(Name) ?? []), ...(isVersion ? ['version'] : []), ...(isAll ? ['all'] : [])]);
      }
    }
    for (const name of ['Requests', 'Errors', 'Latency']) expect(read.get(name)).toEqual(['all', 'version']);
    expect(read.get('Degraded')).toEqual(degraded === undefined ? undefined : ['version', 'all']);
  });

  test('a request without a route is a line alone', () => {
    observer.request({ ...line, route: undefined, status: 401 });
    expect(JSON.parse(written[0])._aws).toBeUndefined();
  });

  test('a breaker that turns, and an alarm, are metrics of their upstream', () => {
    observer.ladder({ event: 'breaker', upstream: 'bedrock/x', from: 'closed', to: 'open' });
    expect(metrics()).toMatchObject({ told: { Upstream: 'bedrock/x' }, values: { BreakerOpen: 1 } });
    written.length = 0;
    observer.ladder({ event: 'alarm', upstream: 'bedrock/x', failure: 'denied' });
    expect(metrics().values).toEqual({ Alarms: 1 });
  });
});

describe('on plain Node', () => {
  const load = { inFlight: 3, limit: 256 };

  test('one line a request, as it stands', () => {
    const written: string[] = [];
    nodeObserver('aws:eu-west-1', (text) => written.push(text)).request(line);
    expect(written.map((text) => JSON.parse(text))).toEqual([line]);
  });

  test('what was asked, how long it took and how things stand can be scraped', () => {
    const unsatisfying = { rung: 'frontier', outcome: 'unsatisfying', rule: 'refusal' as const, milliseconds: 5 };
    const observer = nodeObserver('aws:eu-west-1', () => undefined);
    observer.request(line);
    observer.request({ ...line, status: 503, error: 'overloaded', milliseconds: 1 });
    observer.request({ ...line, route: undefined });
    observer.request({ ...line, broken: 'stalled', tried: [unsatisfying, unsatisfying] });
    observer.ladder({ event: 'breaker', upstream: 'a/"b"', from: 'closed', to: 'open' });
    observer.ladder({ event: 'alarm', upstream: 'a/b', failure: 'denied' });
    observer.spansDropped(7);
    observer.job(answeredTry);
    observer.job(done);
    const text = observer.metrics(load);
    for (const expected of [
      'understudy_requests_total{route="chat",tier="2",rung="open-weights",reason="throttled",status="200"} 2',
      'understudy_calls_total{route="chat",rung="frontier",outcome="unsatisfying"} 2',
      'understudy_unsatisfying_answers_total{route="chat",rung="frontier",rule="refusal"} 2',
      'understudy_call_seconds_count{rung="frontier",outcome="unsatisfying"} 2',
      'understudy_spans_dropped_total 7',
      'understudy_sheds_total{route="chat"} 1',
      'understudy_broken_streams_total{route="chat",rung="open-weights",why="stalled"} 1',
      'understudy_tokens_total{rung="open-weights",kind="completion"} 28',
      'understudy_jobs_total{what="done",route="extract"} 1',
      'understudy_calls_total{route="extract",rung="frontier",outcome="throttled"} 1',
      'understudy_job_seconds_bucket{route="extract",le="3600"} 0',
      'understudy_job_seconds_bucket{route="extract",le="14400"} 1',
      'understudy_job_seconds_count{route="extract"} 1',
      'understudy_breaker_open{upstream="a/\\"b\\""} 1',
      'understudy_alarms_total{upstream="a/b",failure="denied"} 1',
      'understudy_in_flight 3',
      'understudy_concurrency_limit 256',
      'understudy_request_seconds_bucket{route="chat",tier="2",le="1"} 1',
      'understudy_request_seconds_bucket{route="chat",tier="2",le="2.5"} 3',
      'understudy_request_seconds_bucket{route="chat",tier="2",le="+Inf"} 3',
      'understudy_request_seconds_count{route="chat",tier="2"} 3',
      'understudy_first_content_seconds_sum{route="chat",rung="open-weights"} 0.8999999999999999',
      '# TYPE understudy_request_seconds histogram',
    ]) {
      expect(text.split('\n')).toContain(expected);
    }
  });

  test('a breaker that closes is open no more', () => {
    const observer = nodeObserver('aws:eu-west-1', () => undefined);
    observer.ladder({ event: 'breaker', upstream: 'a', from: 'closed', to: 'open' });
    observer.ladder({ event: 'breaker', upstream: 'a', from: 'half-open', to: 'closed' });
    expect(observer.metrics(load)).toContain('understudy_breaker_open{upstream="a"} 0\n');
  });
});
