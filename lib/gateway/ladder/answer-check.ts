import { type Schema, Validator } from '@cfworker/json-schema';
import { type AnswerRule, DEFAULT_REFUSAL, type UnsatisfiedRule } from '../../contract/route';
import { patternsIn } from '../patterns/patterns-in';
import { RefusalRate } from './refusal-rate';
import { repetition } from './repetition';

/** What an answer does not satisfy of what its route asks; undefined where it satisfies all. */
export type AnswerCheck = (answer: string) => UnsatisfiedRule | undefined;

/**
 * In characters: no expression is tried on more. It is searched for from every character on, and an answer that is no
 * answer must not hold up a gateway. A route that asks for a pattern asks for something short.
 */
const LONGEST_MATCHED = 16_384;

const made = new WeakMap<AnswerRule, Map<string, AnswerCheck>>();

/** Of one rung, whose refusals it counts. Made with the first request for it, and kept. */
export function answerCheck(rule: AnswerRule, rung: string): AnswerCheck {
  const ofRule = made.get(rule) ?? new Map<string, AnswerCheck>();
  made.set(rule, ofRule);
  const check = ofRule.get(rung) ?? makeCheck(rule);
  ofRule.set(rung, check);
  return check;
}

function makeCheck({ jsonSchema, pattern, maxRepetition, maxRefusalRate, refusalPattern }: AnswerRule): AnswerCheck {
  const checks: AnswerCheck[] = [];
  if (maxRefusalRate !== undefined) checks.push(refusalCheck(maxRefusalRate, refusalPattern ?? DEFAULT_REFUSAL));
  if (maxRepetition !== undefined) checks.push(unless('repetition', (answer) => repetition(answer) <= maxRepetition));
  if (pattern !== undefined) {
    const expression = new RegExp(pattern);
    checks.push(unless('pattern', (answer) => answer.length <= LONGEST_MATCHED && expression.test(answer)));
  }
  if (jsonSchema !== undefined) {
    const validator = new Validator(jsonSchema as Schema, '2020-12');
    const longest = patternsIn(jsonSchema).length === 0 ? Number.POSITIVE_INFINITY : LONGEST_MATCHED;
    checks.push(unless('json-schema', (answer) => isValid(validator, answer, longest)));
  }
  return (answer) => {
    // Every check sees every answer: a rate is of all of them.
    const found = checks.map((check) => check(answer));
    return found.find((each) => each !== undefined);
  };
}

function unless(rule: UnsatisfiedRule, holds: (answer: string) => boolean): AnswerCheck {
  return (answer) => (holds(answer) ? undefined : rule);
}

/** How an answer begins decides; the rest may say anything. */
function refusalCheck(maxRate: number, pattern: string): AnswerCheck {
  const expression = new RegExp(pattern, 'i');
  const rate = new RefusalRate();
  return (answer) => {
    const refuses = expression.test(answer.slice(0, LONGEST_MATCHED));
    const now = rate.with(refuses);
    return refuses && now > maxRate ? 'refusal' : undefined;
  };
}

/** Text that is no JSON is not valid, and nothing is by a schema that refers to what is not there. */
function isValid(validator: Validator, answer: string, longestText: number): boolean {
  try {
    const value: unknown = JSON.parse(answer);
    return longestIn(value) <= longestText && validator.validate(value).valid;
  } catch {
    return false;
  }
}

/** The length of the longest text in a value, its keys among them. */
function longestIn(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((most, [key, each]) => Math.max(most, key.length, longestIn(each)), 0);
}
