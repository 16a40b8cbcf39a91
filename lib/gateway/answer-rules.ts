import type { AnswerProblem } from '../contract/bake-request';
import type { AnswerRule, Route } from '../contract/route';
import { backtracking } from './patterns/backtracking';
import { patternsIn } from './patterns/patterns-in';

/** What routes ask of an answer and no gateway could judge: told before anything is baked. */
export function answerRuleProblems(routes: readonly Route[]): AnswerProblem[] {
  return routes.flatMap(({ name, answer = {} }) => ruleProblems(['routes', name, 'answer'], answer));
}

export function ruleProblems(
  at: AnswerProblem['at'],
  { pattern, refusalPattern, jsonSchema }: AnswerRule,
): AnswerProblem[] {
  return [
    ...(pattern === undefined ? [] : slow([...at, 'pattern'], pattern)),
    ...(refusalPattern === undefined ? [] : slow([...at, 'refusalPattern'], refusalPattern)),
    ...(jsonSchema === undefined ? [] : schemaProblems([...at, 'jsonSchema'], jsonSchema)),
  ];
}

/**
 * A model decides on what these are tried, and its answers are long: what grows as a power of their length is refused
 * like what doubles. (Response packs are tried on a question, which is cut to a few thousand characters.)
 */
function slow(at: AnswerProblem['at'], pattern: string): AnswerProblem[] {
  const judged = backtracking(pattern, '');
  if (judged === 'bounded') return [];
  return [{ code: 'slow-pattern', at, message: SLOW[judged], found: pattern, mend: MEND[judged] }];
}

const SLOW = {
  unknown: 'the expression is too large to say how long it takes',
  exponential: 'the expression can try without bound on an answer that it does not fit',
  polynomial: 'the expression takes longer by the square of the length, or more, on an answer that it does not fit',
};

const MEND = {
  unknown: 'make it smaller',
  exponential: 'let no loop read the same text in two ways',
  polynomial: 'let no two loops read the same text after each other; what it begins and ends with needs no `.*`',
};

function schemaProblems(at: AnswerProblem['at'], schema: object): AnswerProblem[] {
  // Loaded only where a route has a schema: every synthesis bakes, and few need it.
  const { default: Ajv2020 } = require('ajv/dist/2020') as typeof import('ajv/dist/2020');
  try {
    // It judges the schema against its metaschema, and follows every reference. Formats are not checked of an answer.
    new Ajv2020({ strict: false, validateFormats: false, logger: false }).compile(schema);
  } catch (error) {
    return [
      {
        code: 'malformed-schema',
        at,
        message: (error as Error).message,
        found: JSON.stringify(schema),
        allowed: 'a JSON Schema of draft 2020-12 that refers to nothing outside itself',
        mend: 'correct the schema at that place',
      },
    ];
  }
  return patternsIn(schema).flatMap((pattern) => slow(at, pattern));
}
