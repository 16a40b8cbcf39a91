import { EXPECTATION_DEFAULTS, type Expectation } from '../../contract/golden';
import type { AnswerRule } from '../../contract/route';
import { answerCheck } from '../ladder/answer-check';
import { isIn } from './language';

/** What an answer can be found wanting in: nothing of the answer itself. */
export type Shortcoming = 'nothing' | 'length' | 'slow' | 'repetition' | 'pattern' | 'json-schema' | 'language';

/** No rung: these rules count nothing of one. */
const GOLDEN = '';

export interface Answer {
  readonly text: string;
  readonly milliseconds: number;
}

/** Everything in which an answer is not as it was expected; none where it is. The same answer is judged the same. */
export function shortcomings({ text, milliseconds }: Answer, expected: Expectation): readonly Shortcoming[] {
  const { maxLength, maxSeconds } = { ...EXPECTATION_DEFAULTS, ...expected };
  const { maxRepetition, pattern, jsonSchema, language } = expected;
  const unmet = (rule: AnswerRule) => answerCheck(rule, GOLDEN)(text) !== undefined;
  const table: readonly (readonly [Shortcoming, boolean])[] = [
    ['nothing', text.trim() === ''],
    ['slow', milliseconds > maxSeconds * 1000],
    ['length', text.length > maxLength],
    ['repetition', unmet({ maxRepetition })],
    ['pattern', unmet({ pattern })],
    ['json-schema', unmet({ jsonSchema })],
    ['language', language !== undefined && !isIn(text, language)],
  ];
  return table.filter(([, falls]) => falls).map(([shortcoming]) => shortcoming);
}
