import { nearest } from '../../contract/nearest';
import { anyOf } from '../show';
import { NAME_OF } from '../spoilt';
import type { Rule } from './rule';

export const promptsHaveRoutes: Rule = ({ rungs, document, framed, whole }) => {
  if (!framed('routes')) return [];
  const known = Object.keys(document.routes);
  // A prompt may be for one of these as it was meant.
  const misnamed = known.filter((name) => !whole('routes', name, NAME_OF));
  return rungs.flatMap(({ path, value: { document: rung } }) =>
    Object.keys(framed(...path, 'prompts') ? (rung.prompts ?? {}) : {})
      .filter((name) => !known.includes(name) && nearest(name, misnamed) === undefined)
      .map((name) => {
        const near = nearest(name, known);
        return {
          code: 'unknown-route',
          path: [...path, 'prompts', name],
          message: 'There is no such route.',
          found: name,
          allowed: anyOf(known),
          mend: near === undefined ? 'name a route that is declared' : `did you mean \`${near}\`?`,
        } as const;
      }),
  );
};

export const patternsCompile: Rule = ({ routesWith, document, whole }) =>
  routesWith().flatMap(({ path, value: { name } }) => {
    const { answer, golden } = document.routes[name] ?? {};
    const prompts = whole(...path, 'golden') ? (golden ?? []) : [];
    const patterns = [
      { at: ['answer', 'pattern'], pattern: answer?.pattern },
      { at: ['answer', 'refusalPattern'], pattern: answer?.refusalPattern },
      ...prompts.map(({ expect }, index) => ({
        at: ['golden', index, 'expect', 'pattern'],
        pattern: expect.pattern,
      })),
    ];
    return patterns.flatMap(({ at, pattern }) => {
      const why = pattern === undefined || !whole(...path, ...at) ? undefined : mistakeIn(pattern);
      if (why === undefined) return [];
      return {
        code: 'malformed-pattern',
        path: [...path, ...at],
        message: `${why}.`,
        found: pattern,
        allowed: 'a regular expression of JavaScript, without its slashes',
        mend: 'mend the expression, or escape what should stand for itself',
      } as const;
    });
  });

export const refusalPatternsCount: Rule = ({ routesWith, document }) =>
  routesWith('answer').flatMap(({ path, value: { name } }) => {
    const { maxRefusalRate, refusalPattern } = document.routes[name].answer ?? {};
    if (refusalPattern === undefined || maxRefusalRate !== undefined) return [];
    return {
      code: 'setting-without-effect',
      path: [...path, 'answer', 'refusalPattern'],
      message: 'It only says what counts against a maxRefusalRate, and there is none.',
      found: refusalPattern,
      mend: 'add maxRefusalRate, or remove it',
    } as const;
  });

function mistakeIn(pattern: string): string | undefined {
  try {
    new RegExp(pattern);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
