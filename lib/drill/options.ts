import { DURATIONS, parseDuration } from '../command/duration';
import { nearest } from '../contract/nearest';
import { InvalidConfiguration, type Problem } from '../contract/problem';
import { regionProblems } from '../estate/named-regions';
import type { ToldCapacities } from './capacity/capacities';
import { awsRegionLocation, googleRegionLocation } from './route53/places';
import { parseFaultText } from './scenario/fault-text';
import { library, outageNamed } from './scenario/library';
import type { Outage, OutageEvent } from './scenario/outage';
import type { Objective } from './simulation/play';
import { SURVIVE, type Survive } from './sweep/survival';

/** The options as they were typed. */
export interface DrillArguments {
  readonly all?: boolean;
  readonly scenario?: readonly string[];
  readonly fault?: readonly string[];
  readonly faults?: string;
  readonly place?: string;
  readonly from?: readonly string[];
  readonly rto?: string;
  readonly floor?: string;
  readonly survive?: string;
  readonly demand?: string;
  readonly capacity?: readonly string[];
  readonly hold?: string;
  readonly sla?: readonly string[];
  readonly seed: string;
  readonly runs: string;
  readonly parameters?: readonly string[];
  readonly compare?: readonly string[];
  readonly report?: string;
  readonly json?: boolean;
  readonly list?: boolean;
}

/** What they mean. */
export interface DrillSettings {
  readonly outages: readonly Outage[];
  /** Those of them that were named one by one. */
  readonly named: ReadonlySet<Outage>;
  readonly faults: number;
  readonly objective: Objective;
  /** Undefined for what the constructs say. */
  readonly survive?: readonly Survive[];
  readonly place?: string;
  readonly from?: readonly string[];
  readonly requestsPerSecond?: number;
  readonly capacities: ToldCapacities;
  readonly holding?: { readonly seconds: number; readonly share: number };
  readonly promises: Readonly<Record<string, number>>;
  readonly seed: number;
  readonly runs: number;
}

/**
 * @param paths what is to be read, whose Regions are judged with the rest
 * @throws InvalidConfiguration with everything that is wrong
 */
export function settingsOf(typed: DrillArguments, paths: readonly string[] = []): DrillSettings {
  const problems: Problem[] = regionProblems([...paths, ...(typed.compare ?? [])]);
  const nothingAsked = typed.scenario === undefined && typed.fault === undefined && typed.faults === undefined;
  const all = typed.all === true || nothingAsked;
  const number = (option: string, text: string | undefined, least: number, most: number, whole = true) => {
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text.trim() !== '' && value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
    problems.push({
      ...{
        code: 'option-out-of-range',
        path: option,
        message: `${option} takes ${whole ? 'a whole number' : 'a number'}.`,
      },
      ...{ found: text, allowed: `${least} to ${most}`, mend: 'choose a number in that range' },
    });
    return undefined;
  };
  const named = [...namedOutages(typed.scenario ?? [], problems), ...typedOutage(typed.fault ?? [], problems)];
  const outages = [...(all ? library() : []), ...named];
  const floor = number('--floor', typed.floor, 1, 3);
  const recoverySeconds = typed.rto === undefined ? undefined : timeOf('--rto', typed.rto, problems);
  const holding = typed.hold === undefined ? undefined : holdingOf(typed.hold, problems);
  for (const place of typed.from ?? []) {
    if ((awsRegionLocation(place) ?? googleRegionLocation(place)) !== undefined) continue;
    problems.push({
      ...{ code: 'unknown-region', path: '--from', message: "Clients are beside a cloud's Region.", found: place },
      mend: "write AWS's or Google's code of it, as eu-west-1 or europe-west4",
    });
  }
  const requestsPerSecond = number('--demand', typed.demand, 0, 1e9, false);
  const survive = typed.survive === undefined ? undefined : surviveOf(typed.survive, problems);
  // What must be survived is tried, also where only one outage is asked for.
  const needed = survive?.includes('any-pair') ? 2 : (survive ?? []).length > 0 ? 1 : 0;
  const faults = number('--faults', typed.faults, 0, 3) ?? (all ? 2 : needed);
  if (faults < needed) {
    problems.push({
      ...{ code: 'objective-not-tried', path: '--faults', message: 'What is to be survived would not be tried.' },
      ...{ found: `--faults ${faults}`, allowed: `at least ${needed}`, mend: 'leave --faults out, or ask for less' },
    });
  }
  const promises = promisesOf(typed.sla ?? [], problems);
  const capacities = capacitiesOf(typed.capacity ?? [], problems);
  if (typed.capacity !== undefined && typed.demand === undefined) {
    problems.push({
      ...{
        code: 'capacity-without-demand',
        path: '--capacity',
        message: 'What is carried is judged by what comes, and nobody says how much does.',
      },
      ...{
        found: typed.capacity.join(', '),
        mend: 'say it by --demand, the requests a second of all clients together',
      },
    });
  }
  const settings: DrillSettings = {
    ...{ outages, named: new Set(named), faults, promises, capacities },
    objective: {
      ...(floor === undefined ? {} : { floor }),
      ...(recoverySeconds === undefined ? {} : { recoverySeconds }),
    },
    ...(survive === undefined ? {} : { survive }),
    ...(typed.place === undefined ? {} : { place: typed.place }),
    ...(typed.from === undefined ? {} : { from: typed.from }),
    ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
    ...(holding === undefined ? {} : { holding }),
    seed: number('--seed', typed.seed, 0, 0xffffffff) ?? 1,
    runs: number('--runs', typed.runs, 1, 1000) ?? 1,
  };
  if (problems.length > 0) throw new InvalidConfiguration(problems);
  return settings;
}

function namedOutages(names: readonly string[], problems: Problem[]): Outage[] {
  return names.flatMap((name) => {
    const { outage, problems: own } = outageNamed(name);
    problems.push(...own);
    return outage ?? [];
  });
}

/** All faults that are typed are one outage. */
function typedOutage(texts: readonly string[], problems: Problem[]): Outage[] {
  const events = texts.flatMap((text): OutageEvent[] => {
    const event = parseFaultText(text);
    if (!('problems' in event)) return [event];
    problems.push(...event.problems);
    return [];
  });
  if (events.length === 0) return [];
  return [{ id: 'typed', title: texts.join(', '), source: 'the command line', standing: 'synthetic', events }];
}

function timeOf(option: string, text: string, problems: Problem[]): number | undefined {
  const seconds = parseDuration(text);
  if (seconds !== undefined && seconds > 0) return seconds;
  problems.push({
    ...{ code: 'not-a-duration', path: option, message: `${option} takes a time.`, found: text },
    ...{ allowed: DURATIONS, mend: 'write a number and its unit' },
  });
  return undefined;
}

function holdingOf(text: string, problems: Problem[]): DrillSettings['holding'] {
  const [time = '', part = ''] = text.split(':');
  const seconds = parseDuration(time);
  const share = Number(part);
  if (seconds !== undefined && part !== '' && share >= 0 && share <= 1) return { seconds, share };
  problems.push({
    ...{
      code: 'malformed-hold',
      path: '--hold',
      message: 'It says how long some resolvers keep an answer, and how many do.',
      found: text,
    },
    ...{ allowed: 'TIME:SHARE, the share from 0 to 1', mend: 'write it like 5m:0.1' },
  });
  return undefined;
}

function surviveOf(text: string, problems: Problem[]): Survive[] {
  if (text === 'none') return [];
  return text.split(',').flatMap((word) => {
    const known = SURVIVE.find((one) => one === word.trim());
    if (known !== undefined) return [known];
    const meant = nearest(word.trim(), SURVIVE);
    problems.push({
      ...{
        code: 'unknown-objective',
        path: '--objective',
        message: 'Nothing is to be survived that is called so.',
        found: word,
      },
      allowed: `${SURVIVE.join(', ')}, or none`,
      mend: meant === undefined ? 'name some of them' : `did you mean ${meant}?`,
    });
    return [];
  });
}

function capacitiesOf(texts: readonly string[], problems: Problem[]): ToldCapacities {
  return Object.fromEntries(
    texts.flatMap((text) => {
      const [, name, rate] = /^([^=]+)=(\d{1,9}(?:\.\d+)?)$/.exec(text) ?? [];
      if (name !== undefined) return [[name, Number(rate)] as const];
      problems.push({
        ...{
          code: 'malformed-capacity',
          path: '--capacity',
          message: 'It says what something carries, in requests a second.',
        },
        ...{ found: text, allowed: 'NAME=NUMBER' },
        mend: 'write it like frontier=20, aws:eu-west-1=50 or aws:eu-west-1/frontier=20',
      });
      return [];
    }),
  );
}

function promisesOf(texts: readonly string[], problems: Problem[]): Record<string, number> {
  return Object.fromEntries(
    texts.flatMap((text) => {
      const match = /^([^=]+)=(\d{1,2}(?:\.\d+)?|100)$/.exec(text);
      if (match !== null && Number(match[2]) > 0) return [[match[1], Number(match[2])] as const];
      problems.push({
        ...{
          code: 'malformed-promise',
          path: '--sla',
          message: 'It promises a percentage of a service or a component.',
          found: text,
        },
        ...{ allowed: 'NAME=PERCENT', mend: 'write it like bedrock=99.5, or aws:eu-west-1/release=99.9' },
      });
      return [];
    }),
  );
}
