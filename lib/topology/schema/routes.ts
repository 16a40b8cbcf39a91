import { DEFAULTS } from '../defaults';
import { ANSWER, BROKEN_STREAM, CONTROLS } from './calls';
import { GOLDEN } from './golden';
import { key, listOf, mapping, type Schema } from './keyword';
import { AMOUNT, DURATION, TEXT, TIER, word } from './shapes';

const ROUTE = mapping(
  {
    deadline: key(DURATION, "From the request's arrival to its last byte; at most 900s, Lambda's limit.", {
      default: DEFAULTS.routeDeadline,
    }),
    floor: key(TIER, "The lowest tier (the largest number) that the route accepts. Default: the ladder's last."),
    queue: key(word('never', 'allowed'), 'May a request that cannot be served at the floor become a job?', {
      default: DEFAULTS.queue,
    }),
    residency: key(
      listOf(TEXT, { uniqueItems: true }),
      'The fence: where the request may be processed (eu, us, apac, or a region outside those geographies). Default: anywhere.',
      { examples: [['eu']] },
    ),
    durability: key(word('region', 'cloud'), "What an accepted job outlives: a cell's Region, or its whole cloud.", {
      default: DEFAULTS.durability,
    }),
    otherCloudDown: key(
      word('refuse', 'region'),
      'With durability: cloud, what becomes of a job while the other cloud is down.',
      { default: DEFAULTS.otherCloudDown },
    ),
    controls: key(CONTROLS, 'What a rung must declare to be asked. Default: nothing.'),
    answer: key(
      ANSWER,
      'What an answer must satisfy; else the next rung is asked. A stream is held back until it does. Default: nothing.',
    ),
    golden: key(
      GOLDEN,
      'What the prober asks of each rung that may answer, each minute, and how it knows a good answer. Default: only that a rung answers at all.',
    ),
    brokenStream: key(
      BROKEN_STREAM,
      'A stream that breaks off ends with an error, or begins again on the next rung behind a restart event.',
      { default: 'error' },
    ),
    priority: key(
      word('high', 'normal', 'low'),
      'Who is refused last when a gateway has more to do than it can: low leaves room for normal, normal for high.',
      { default: 'normal' },
    ),
    demandPercent: key(
      { type: 'integer', title: 'a whole number from 1 to 100', minimum: 1, maximum: 100, examples: [70] },
      'Of all requests, those that come by this route; of all routes together 100. The drill reckons by it. Default: not known, each is reckoned with all of them.',
    ),
    logContent: key(
      { type: 'boolean', title: 'true or false' },
      "Do prompts and answers go into the gateways' logs and traces? Default: nothing of them does.",
      { default: false },
    ),
  },
  [],
  { title: 'a route ({} for all defaults)', examples: [{ deadline: '60s', floor: 3 }] },
);

export const ROUTES: Schema = {
  type: 'object',
  additionalProperties: ROUTE,
  minProperties: 1,
  propertyNames: {
    type: 'string',
    title: "a route's name of lower-case letters, digits, dots and hyphens",
    pattern: '^[a-z][a-z0-9.-]*$',
    maxLength: 64,
    examples: ['chat'],
  },
  examples: [{ chat: { deadline: '60s', floor: 3 } }],
};

export const TELEMETRY = mapping(
  {
    otlp: key(
      { type: 'string', title: 'a base URL of http or https', pattern: '^https?://[\\x21-\\x7e]+$', maxLength: 2048 },
      "The base URL of an OpenTelemetry collector that takes OTLP over HTTP, without /v1/traces. A key for it is the collector's own matter, or a header of the environment (OTEL_EXPORTER_OTLP_HEADERS).",
      { examples: ['http://localhost:4318'] },
    ),
  },
  ['otlp'],
  { examples: [{ otlp: 'http://localhost:4318' }] },
);

export const DEMAND = mapping(
  {
    peakRequestsPerSecond: key(
      { type: 'number', title: 'a number above 0', exclusiveMinimum: 0 },
      'Requests a second of the whole fleet at its peak.',
      { examples: [20] },
    ),
    inputTokens: key(AMOUNT, 'Tokens of a mean request.', { examples: [1500] }),
    outputTokens: key(AMOUNT, 'Tokens of a mean answer.', { examples: [300] }),
  },
  ['peakRequestsPerSecond', 'inputTokens', 'outputTokens'],
);

export const OBJECTIVES = mapping(
  {
    recovery: key(DURATION, 'From a failure until the floor is met again: 143s or more, what probes and DNS take.', {
      default: DEFAULTS.recovery,
    }),
    survive: key(
      { type: 'array', items: word('any-cell', 'any-cloud', 'any-provider'), uniqueItems: true },
      'What may be lost while the objectives hold. Default: [any-cell] when there are two cells.',
      { examples: [['any-cell']] },
    ),
    availability: key(
      { type: 'number', title: 'a share in percent, from 90 to 99.999', minimum: 90, maximum: 99.999 },
      'Of the requests of 30 days, the share that is answered at its floor: by what of the rest is used up, alarms are raised.',
      { default: DEFAULTS.availabilityPercent, examples: [99.9] },
    ),
  },
  [],
);
