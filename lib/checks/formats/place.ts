import { createHash } from 'node:crypto';
import type { Estate } from '../../estate/estate';
import { type Finding, type Location, locationOf, sourceOf } from '../finding';

/** Where a reviewer looks first: the program's line where it is kept, else the template's; every finding has some. */
export function reviewedAt({ place }: Finding, estate: Estate): Location {
  const [stack] = estate.stacks;
  return (
    sourceOf(place) ??
    locationOf(place) ??
    (stack === undefined ? undefined : locationOf({ id: place.id, stack })) ?? { file: '.' }
  );
}

/** The same for the same finding from run to run, whatever line it moves to. */
export function fingerprintOf({ rule, place, message, found = '' }: Finding): string {
  return createHash('sha256')
    .update([rule.id, place.id, place.path ?? '', message, found].join('\n'))
    .digest('hex')
    .slice(0, 32);
}

/** What is wrong there, in one line. */
export function sentenceOf({ message, found, allowed }: Finding): string {
  return [
    message,
    ...(found === undefined ? [] : [`Found: ${found}.`]),
    ...(allowed === undefined ? [] : [`Allowed: ${allowed}.`]),
  ].join(' ');
}

/** The resource as people know it. */
export function nameOf({ place: { node, stack } }: Finding): string {
  return node?.constructPath ?? node?.id ?? stack?.name ?? 'the estate';
}
