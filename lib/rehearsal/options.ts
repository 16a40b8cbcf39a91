import { DURATIONS, parseDuration } from '../command/duration';
import { InvalidConfiguration, type Problem } from '../contract/problem';
import { awsRegionLocation } from '../drill/route53/places';
import { parseScenario } from '../drill/scenario/parse';
import type { Ground, ScenarioEvent } from '../drill/scenario/scenario';
import type { SecondTier } from './stubs/second-tier';

/** The options as they were typed. */
export interface StartArguments {
  readonly config: string;
  readonly duration?: string;
  readonly rate: string;
  readonly jobs?: string;
  readonly drain?: string;
  readonly from?: readonly string[];
  readonly kill?: readonly string[];
  readonly restore?: readonly string[];
  readonly fault?: readonly string[];
  readonly evacuate?: readonly string[];
  readonly disable?: readonly string[];
  readonly rotateKey?: string;
  readonly speed: string;
  readonly seed: string;
  readonly port: string;
  readonly dnsPort: string;
  readonly json?: boolean;
  readonly tier2?: string;
  readonly tier2Model?: string;
}

/** What they mean. */
export interface Settings {
  /** Seconds of service time; without it the rehearsal runs until it is stopped. */
  readonly durationSeconds?: number;
  /** Of all clients together, a second of service time. */
  readonly requestsPerSecond: number;
  /** Jobs that are handed in, of all clients together, a second of service time. */
  readonly jobsPerSecond: number;
  /** At the end, seconds of service time within which every job has to be over; without it those that wait may wait on. */
  readonly drainSeconds?: number;
  /** AWS Regions beside which a client stands. */
  readonly from: readonly string[];
  readonly events: readonly ScenarioEvent[];
  /** Seconds of service time after which people begin to replace the key that clients send. */
  readonly rotateKeyAtSeconds?: number;
  readonly speed: number;
  readonly seed: number;
  /** The cells' HTTPS port; 0 for any free one. */
  readonly port: number;
  /** The DNS server's port; 0 for any free one. */
  readonly dnsPort: number;
  /** A real model, in place of the stubs of tier 2. */
  readonly secondTier?: SecondTier;
}

/** A job each five seconds: enough to see what becomes of them. */
export const DEFAULT_JOBS = '0.2';

/**
 * @param served the AWS Regions that serve: one client beside each, unless `--from` says otherwise
 * @param takesJobs is there a route whose jobs some cell works off here?
 * @throws InvalidConfiguration with everything that is wrong
 */
export function settingsOf(
  typed: StartArguments,
  ground: Ground,
  served: readonly string[],
  takesJobs: boolean,
): Settings {
  const scenario = parseScenario(typed, ground);
  const problems: Problem[] = [...scenario.problems];
  const number = (option: string, text: string, least: number, most: number, whole: boolean) => {
    const value = Number(text);
    if (text.trim() !== '' && value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
    problems.push({
      code: 'option-out-of-range',
      path: option,
      message: `${option} takes ${whole ? 'a whole number' : 'a number'}`,
      found: text,
      allowed: `${least} to ${most}`,
      mend: 'choose a number in that range',
    });
    return least;
  };
  const from = (typed.from ?? served).map((place) => place.replace(/^aws:/, ''));
  for (const place of from) {
    if (awsRegionLocation(place) !== undefined) continue;
    problems.push({
      code: 'unknown-region',
      path: '--from',
      message: 'a client stands beside an AWS Region',
      found: place,
      allowed: `${served.join(', ')}, or any other AWS Region`,
      mend: "write the Region's code",
    });
  }
  const time = (option: string, text: string | undefined, what: string) => {
    const seconds = text === undefined ? undefined : parseDuration(text);
    if (text !== undefined && !(seconds !== undefined && seconds > 0)) {
      problems.push({
        code: 'not-a-duration',
        path: option,
        message: `${option} takes ${what} of service time`,
        found: text,
        allowed: DURATIONS,
        mend: 'write a number and its unit',
      });
    }
    return seconds;
  };
  const durationSeconds = time('--duration', typed.duration, 'a length');
  const drainSeconds = time('--drain', typed.drain, 'a length');
  const rotateKeyAtSeconds = time('--rotate-key', typed.rotateKey, 'a moment');
  const secondTier = typed.tier2 === undefined ? undefined : { url: typed.tier2, model: typed.tier2Model };
  if (secondTier !== undefined && !isBaseUrl(secondTier.url)) {
    problems.push({
      code: 'malformed-url',
      path: '--tier2',
      message: '--tier2 takes the base URL of a server that speaks as OpenAI does',
      found: secondTier.url,
      allowed: 'http://127.0.0.1:11434/v1',
      mend: 'write the URL up to and with /v1',
    });
  }
  if (typed.tier2Model !== undefined && secondTier === undefined) {
    problems.push({
      code: 'setting-without-effect',
      path: '--tier2-model',
      message: '--tier2-model names a model of the server at --tier2, and there is none',
      found: typed.tier2Model,
      mend: 'say --tier2 too, or leave this out',
    });
  }
  const asked = { '--jobs': Number(typed.jobs ?? 0) > 0 ? typed.jobs : undefined, '--drain': typed.drain };
  for (const [option, found] of Object.entries(asked)) {
    if (takesJobs || found === undefined) continue;
    problems.push({
      code: 'setting-without-effect',
      path: option,
      message: `${option} is about jobs, and this fleet takes none`,
      found,
      mend: 'say `queue: allowed` of a route, or leave this out',
    });
  }
  const settings: Settings = {
    secondTier,
    durationSeconds,
    rotateKeyAtSeconds,
    requestsPerSecond: number('--rate', typed.rate, 0.1, 50, false),
    jobsPerSecond: number('--jobs', typed.jobs ?? DEFAULT_JOBS, 0, 10, false),
    drainSeconds,
    from,
    events: scenario.events,
    // Past 60 a TTL of 60 s would be less than DNS can say.
    speed: number('--speed', typed.speed, 1, 60, false),
    seed: number('--seed', typed.seed, 0, 0xffffffff, true),
    port: number('--port', typed.port, 0, 65_535, true),
    dnsPort: number('--dns-port', typed.dnsPort, 0, 65_535, true),
  };
  if (problems.length > 0) throw new InvalidConfiguration(problems);
  return settings;
}

function isBaseUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (
    (url?.protocol === 'http:' || url?.protocol === 'https:') && /\/v1\/?$/.test(url.pathname) && url.search === ''
  );
}
