import type { Estate } from '../estate/estate';

/** What can be lost: what fleets declare, and, where it is asked for here, any component at all and any two. */
export const SURVIVABLE = ['any-cell', 'any-cloud', 'any-provider', 'any-component', 'any-pair'] as const;

export type Survivable = (typeof SURVIVABLE)[number];

/** What is asked of an estate. */
export interface Objectives {
  /** From a failure until somebody else serves; undefined where nobody asks for a time. */
  readonly recoverySeconds?: number;
  readonly survive: readonly Survivable[];
}

/**
 * What was asked for when the check was called, else what the constructs say that the fleet intends, else that any one
 * Region may be lost.
 */
export function objectivesOf(estate: Estate, asked: Partial<Objectives> = {}): Objectives {
  const intended = estate.stacks.flatMap(({ intent }) => (intent === undefined ? [] : [intent.objectives]));
  const recoverySeconds =
    asked.recoverySeconds ??
    (intended.length === 0 ? undefined : Math.min(...intended.map(({ recoverySeconds: seconds }) => seconds)));
  const survive = asked.survive ?? [...new Set(intended.flatMap((objectives) => objectives.survive))];
  return {
    ...(recoverySeconds === undefined ? {} : { recoverySeconds }),
    survive: asked.survive === undefined && intended.length === 0 ? ['any-cell'] : survive,
  };
}
