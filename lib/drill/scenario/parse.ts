import { DURATIONS, parseDuration } from '../../command/duration';
import { nearest } from '../../contract/nearest';
import type { Problem } from '../../estate/problem';
import { impossibleAct } from './acts';
import { FAULTS, type Ground, type ScenarioEvent } from './scenario';
import { describeTarget, parseTargets, sameTarget } from './target';

/** The arguments as they were typed. */
export interface ScenarioTexts {
  /** `aws:eu-west-1@10s`, `aws:eu-west-1@10s-60s`, `aws@10s` for a whole cloud */
  readonly kill?: readonly string[];
  /** `aws:eu-west-1@60s` */
  readonly restore?: readonly string[];
  /** `WHAT=HOW@T`: `frontier=throttle@10s`, `aws:eu-west-1/frontier=garbage@10s-60s` */
  readonly fault?: readonly string[];
  /** `aws:eu-west-1@20s`, `google@20s-200s`: people leave it */
  readonly evacuate?: readonly string[];
  /** `frontier@20s`, `aws:eu-west-1/frontier@20s-90s`: people have it passed over */
  readonly disable?: readonly string[];
}

/** The events in the order of their times, and everything that is wrong. With a problem there is no event. */
export interface ParsedScenario {
  readonly events: readonly ScenarioEvent[];
  readonly problems: readonly Problem[];
}

/** An event, and the words that it came from. */
type Step = ScenarioEvent & { readonly option: string; readonly text: string };

type Parsed = Step[] | { readonly problems: Problem[] };

export function parseScenario(texts: ScenarioTexts, ground: Ground): ParsedScenario {
  const parsed = [
    ...(texts.kill ?? []).map((text) => parseStep('--kill', text, text, 'kill', ground)),
    ...(texts.restore ?? []).map((text) => parseStep('--restore', text, text, 'restore', ground)),
    ...(texts.fault ?? []).map((text) => parseFault(text, ground)),
    ...(texts.evacuate ?? []).map((text) => parseStep('--evacuate', text, text, 'evacuate', ground)),
    ...(texts.disable ?? []).map((text) => parseStep('--disable', text, text, 'disable', ground)),
  ];
  // Sorting is stable: what happens at one time happens as it was typed, kills first.
  const steps = parsed
    .flatMap((result) => (Array.isArray(result) ? result : []))
    .sort((left, right) => left.atSeconds - right.atSeconds);
  const problems = parsed.flatMap((result) => (Array.isArray(result) ? [] : result.problems));
  // What could not be read may be just what a restore is for.
  if (problems.length === 0) problems.push(...uselessRestores(steps));
  const events = steps.map(({ atSeconds, target, change }) => ({ atSeconds, target, change }));
  return { events: problems.length === 0 ? events : [], problems };
}

function parseFault(text: string, ground: Ground): Parsed {
  const match = /^([^=@]+)=([^=@]+)(@.*)$/.exec(text);
  if (match === null) return { problems: [malformed('--fault', text, 'WHAT=HOW@T or WHAT=HOW@T-T')] };
  const [, what, how, when] = match;
  const change = FAULTS.find((fault) => fault === how);
  const rest = parseStep('--fault', text, `${what}${when}`, change ?? 'kill', ground);
  if (change !== undefined) return rest;
  return { problems: [unknownFault(how), ...(Array.isArray(rest) ? [] : rest.problems)] };
}

/** @param words `WHAT@T`, or `WHAT@T-T` where the change may end */
function parseStep(
  option: string,
  text: string,
  words: string,
  change: ScenarioEvent['change'],
  ground: Ground,
): Parsed {
  const match = /^([^=@]+)@([^-@]+)(?:-([^-@]+))?$/.exec(words);
  if (match === null) {
    const shape = option === '--fault' ? 'WHAT=HOW@T' : 'WHAT@T';
    return { problems: [malformed(option, text, option === '--restore' ? shape : `${shape} or ${shape}-T`)] };
  }
  const [, what, from, to] = match;
  const where = parseTargets(what, ground, option);
  const start = parseDuration(from);
  const end = to === undefined ? undefined : parseDuration(to);
  const problems =
    'problems' in where ? [...where.problems] : impossibleAct(change, where.targets, ground, option, what);
  if (start === undefined) problems.push(malformedTime(option, from));
  if (to !== undefined && end === undefined) problems.push(malformedTime(option, to));
  if (to !== undefined && change === 'restore') problems.push(malformed(option, text, 'WHAT@T'));
  if (start !== undefined && end !== undefined && end <= start) problems.push(endsTooEarly(option, text));
  if (problems.length > 0 || 'problems' in where || start === undefined) return { problems };
  return where.targets.flatMap((target) => {
    const step = { option, text, target };
    return [
      { ...step, atSeconds: start, change },
      ...(end === undefined ? [] : [{ ...step, atSeconds: end, change: 'restore' as const }]),
    ];
  });
}

/** A restore of what nothing has happened to yet is a mistake in a name or in a time. */
function uselessRestores(steps: readonly Step[]): Problem[] {
  return steps.flatMap((step, index) => {
    if (step.change !== 'restore') return [];
    const last = steps
      .slice(0, index)
      .filter(({ atSeconds, target }) => atSeconds < step.atSeconds && sameTarget(target, step.target))
      .at(-1);
    if (last !== undefined && last.change !== 'restore') return [];
    const target = describeTarget(step.target);
    return [
      {
        code: 'nothing-to-restore',
        path: step.option,
        message: `Nothing has happened to ${target} before that time.`,
        found: step.text,
        mend: `give a time after ${target} is killed or faulted, or leave it out`,
      },
    ];
  });
}

function unknownFault(how: string): Problem {
  const meant = nearest(how, FAULTS);
  return {
    code: 'unknown-fault',
    path: '--fault',
    message: 'There is no such fault.',
    found: how,
    allowed: FAULTS.join(', '),
    mend: meant === undefined ? 'name one of the allowed faults' : `did you mean ${meant}?`,
  };
}

function malformed(option: string, found: string, allowed: string): Problem {
  return {
    code: 'malformed-event',
    path: option,
    message: 'This names no event.',
    found,
    allowed,
    mend: 'write it like aws:eu-west-1@10s, or with --fault like frontier=throttle@10s-60s',
  };
}

function malformedTime(option: string, found: string): Problem {
  return {
    code: 'malformed-time',
    path: option,
    message: 'This is no time.',
    found,
    allowed: DURATIONS,
    mend: 'give the time of service since the start, with its unit',
  };
}

function endsTooEarly(option: string, found: string): Problem {
  return {
    code: 'end-before-start',
    path: option,
    message: 'It ends before it starts.',
    found,
    allowed: 'an end after the start',
    mend: 'give a later end, or none',
  };
}
