import { durationSeconds } from '../duration';
import type { Rule } from './rule';

/** A period is a minute, and all prompts are asked at its start: what takes longer would meet the next ones. */
const LONGEST_SECONDS = 45;

/** Each is asked of every rung in every cell, each minute. */
const MOST_PROMPTS = 5;

export const goldenIsAskedInTime: Rule = ({ routesWith, document, whole }) =>
  routesWith('golden').flatMap(({ path, value: { name } }) =>
    (document.routes[name].golden ?? []).flatMap(({ expect: { within } }, index) => {
      const place = [...path, 'golden', index, 'expect', 'within'];
      if (within === undefined || !whole(...place) || durationSeconds(within) <= LONGEST_SECONDS) return [];
      return {
        code: 'golden-too-slow',
        path: place,
        message: 'The next minute asks again before such an answer would be there.',
        found: within,
        allowed: `at most ${LONGEST_SECONDS}s`,
        mend: 'expect it sooner, or ask for less',
      } as const;
    }),
  );

export const goldenIsFew: Rule = ({ routesWith, document }) =>
  routesWith('golden').flatMap(({ path, value: { name } }) => {
    const { length } = document.routes[name].golden ?? [];
    if (length <= MOST_PROMPTS) return [];
    return {
      code: 'too-many-golden',
      path: [...path, 'golden'],
      message: 'Each of them is asked of every rung in every cell, each minute.',
      found: String(length),
      allowed: `at most ${MOST_PROMPTS}`,
      mend: 'keep those that tell a good answer from nonsense best',
    } as const;
  });
