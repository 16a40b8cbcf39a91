import { nearest } from '../nearest';
import { anyOf } from '../show';
import type { Rule } from './rule';

export const promptsHaveRoutes: Rule = ({ rungs, document, whole }) => {
  if (!whole('routes')) return [];
  const known = Object.keys(document.routes);
  return rungs.flatMap(({ path, value: { rung } }) =>
    Object.keys(rung.prompts ?? {})
      .filter((name) => !known.includes(name))
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

export const patternsCompile: Rule = ({ routes }) =>
  routes.flatMap(({ path, value: { answer } }) => {
    const why = answer?.pattern === undefined ? undefined : mistakeIn(answer.pattern);
    if (why === undefined) return [];
    return {
      code: 'malformed-pattern',
      path: [...path, 'answer', 'pattern'],
      message: `${why}.`,
      found: answer?.pattern,
      allowed: 'a regular expression of JavaScript, without its slashes',
      mend: 'mend the expression, or escape what should stand for itself',
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
