import { type Schema, Validator } from '@cfworker/json-schema';
import type { AnswerRule } from '../../contract/route';
import { repetition } from './repetition';

/** Does an answer satisfy what its route asks of it? */
export type AnswerCheck = (answer: string) => boolean;

const made = new WeakMap<AnswerRule, AnswerCheck>();

/** Made once a rule, with the first request for it. */
export function answerCheck(rule: AnswerRule): AnswerCheck {
  const check = made.get(rule) ?? makeCheck(rule);
  made.set(rule, check);
  return check;
}

function makeCheck({ jsonSchema, pattern, maxRepetition }: AnswerRule): AnswerCheck {
  const checks: AnswerCheck[] = [];
  if (maxRepetition !== undefined) checks.push((answer) => repetition(answer) <= maxRepetition);
  if (pattern !== undefined) {
    const expression = new RegExp(pattern);
    checks.push((answer) => expression.test(answer));
  }
  if (jsonSchema !== undefined) {
    const validator = new Validator(jsonSchema as Schema, '2020-12');
    checks.push((answer) => isValid(validator, answer));
  }
  return (answer) => checks.every((check) => check(answer));
}

/** Text that is no JSON is not valid, and nothing is by a schema that refers to what is not there. */
function isValid(validator: Validator, answer: string): boolean {
  try {
    return validator.validate(JSON.parse(answer)).valid;
  } catch {
    return false;
  }
}
