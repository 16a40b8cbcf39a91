import type { AnswerProblem } from '../contract/bake-request';
import type { Golden } from '../contract/golden';
import type { Route } from '../contract/route';
import { ruleProblems } from './answer-rules';
import { shortcomings } from './prober/judge-answer';

/** Golden prompts of which no answer could be judged, or none could be as expected: told before anything is baked. */
export function goldenProblems(routes: readonly Route[]): AnswerProblem[] {
  return routes.flatMap(({ name, golden = [] }) =>
    golden.flatMap((one, index) => {
      const at = ['routes', name, 'golden', index];
      const unjudgeable = ruleProblems([...at, 'expect'], one.expect);
      // Nothing is tried by what could try for ever.
      return unjudgeable.length > 0 ? unjudgeable : unmet([...at, 'example'], one);
    }),
  );
}

function unmet(at: AnswerProblem['at'], { example, expect }: Golden): AnswerProblem[] {
  const wanting = shortcomings({ text: example, milliseconds: 0 }, expect);
  if (wanting.length === 0) return [];
  return [
    {
      code: 'golden-example-unmet',
      at,
      message: `the example is not as it is expected: ${wanting.join(', ')}`,
      found: example,
      mend: 'correct the example, or expect what a good answer can be',
    },
  ];
}
