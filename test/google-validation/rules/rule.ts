import type { Problem } from '../../../lib/contract/problem';
import type { Stack } from '../stack/stack';

/** What a rule has against one place. The rule's id becomes its code. */
export type Finding = Omit<Problem, 'code' | 'file' | 'line'>;

/**
 * Something that Google refuses, or takes and does otherwise, only when it is applied: no schema says it. A rule that
 * cannot tell, since only an apply knows the value, reports that.
 */
export interface Rule {
  /** Kebab-case and stable; the name of its file. */
  readonly id: string;
  readonly judge: (stack: Stack) => readonly Finding[];
}
