import { DURATIONS, parseDuration } from '../../command/duration';
import { nearest } from '../../contract/nearest';
import type { Problem } from '../../estate/problem';
import { type How, MANNERS } from './manner';
import type { OutageEvent } from './outage';

/**
 * Reads `WHAT[=HOW[:RATE]][@FROM[-TO]]`: `aws:eu-west-1`, `frontier=throttle@10s-60s`, `aws/lambda=error:0.3`. Without
 * HOW it is killed, without FROM at the start, without TO for good.
 */
export function parseFaultText(text: string): OutageEvent | { readonly problems: readonly Problem[] } {
  const match = /^([^=@]+)(?:=([^=@:]+)(?::([^=@:]+))?)?(?:@([^-@]+)(?:-([^-@]+))?)?$/.exec(text.trim());
  if (match === null) return { problems: [malformed(text)] };
  const [, what, how = 'kill', rate, start, end] = match;
  const problems: Problem[] = [];
  const manner = mannerOf(how, rate, '--fault', problems);
  const from = start === undefined ? 0 : timeOf(start, '--fault', problems);
  const to = end === undefined ? undefined : timeOf(end, '--fault', problems);
  if (to !== undefined && to <= from) problems.push(endsBeforeStart('--fault', text));
  if (problems.length > 0) return { problems };
  return { what, ...manner, from, ...(to === undefined ? {} : { to }) };
}

/** Adds to the problems; what it returns then is of no use. */
export function mannerOf(how: string, rate: string | undefined, path: string, problems: Problem[]) {
  const known = MANNERS.find((one) => one === how);
  if (known === undefined) {
    const meant = nearest(how, MANNERS);
    problems.push({
      ...{ code: 'unknown-fault', path, message: 'Nothing fails in this manner.', found: how },
      allowed: MANNERS.join(', '),
      mend: meant === undefined ? 'name one of the allowed manners' : `did you mean ${meant}?`,
    });
  }
  const share = rate === undefined ? undefined : Number(rate);
  if (share !== undefined && (known !== 'error' || !(share > 0 && share <= 1))) {
    problems.push({
      ...{
        code: 'malformed-rate',
        path,
        message: 'Only errors come in a share, above 0 and up to 1.',
        found: `${how}:${rate}`,
      },
      ...{ allowed: 'error:0.3', mend: 'give a share to `error`, or none' },
    });
  }
  return { how: known ?? ('kill' as How), ...(share === undefined ? {} : { rate: share }) };
}

export function timeOf(text: string, path: string, problems: Problem[]): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined) return seconds;
  problems.push({
    ...{ code: 'malformed-time', path, message: 'This is no time.', found: text },
    ...{ allowed: DURATIONS, mend: 'give the time since the start, with its unit' },
  });
  return 0;
}

export function endsBeforeStart(path: string, found: string): Problem {
  return {
    ...{ code: 'end-before-start', path, message: 'It ends before it starts.', found },
    ...{ allowed: 'an end after the start', mend: 'give a later end, or none' },
  };
}

function malformed(found: string): Problem {
  return {
    ...{ code: 'malformed-event', path: '--fault', message: 'This names no event.', found },
    ...{ allowed: 'WHAT[=HOW[:RATE]][@FROM[-TO]]', mend: 'write it like aws:eu-west-1 or frontier=throttle@10s-60s' },
  };
}
