import type { How } from '../../lib/drill/scenario/manner';

/** What came of a request: by the rehearsal's clients as they saw it, or by the drill as it reckons it. */
export interface Came {
  readonly cell?: string;
  /** Undefined where nobody answered. */
  readonly tier?: number;
}

/** A fault that is rehearsed, and predicted. */
export interface Case {
  readonly name: string;
  readonly prefer: 'quality' | 'locality';
  /** The drill's words. */
  readonly what: string;
  readonly how: How;
  /** The rehearsal's option and words. */
  readonly option: 'kill' | 'fault' | 'evacuate';
  readonly typed: string;
  /** It is over when nobody gets this any more. */
  readonly until: string;
  isBad(came: Came): boolean;
  /** Service time from the fault to the end of the run: longer than it may take; what lasts so long fails. */
  readonly seconds: number;
}

const unanswered = ({ tier }: Came) => tier === undefined;
const below = (floor: number) => (came: Came) => came.tier === undefined || came.tier > floor;

export const CASES: readonly Case[] = [
  {
    ...{ name: 'one Region is gone', prefer: 'locality', what: 'aws:eu-west-1', how: 'kill' },
    ...{ option: 'kill', typed: 'aws:eu-west-1', until: 'everybody is answered', isBad: unanswered, seconds: 110 },
  },
  {
    ...{ name: 'all of AWS is gone', prefer: 'locality', what: 'aws', how: 'kill' },
    ...{ option: 'kill', typed: 'aws', until: 'everybody is answered', isBad: unanswered, seconds: 110 },
  },
  {
    ...{ name: 'a Region is left by its switch', prefer: 'locality', what: 'aws:eu-west-1', how: 'evacuate' },
    ...{ option: 'evacuate', typed: 'aws:eu-west-1', until: 'it answers nobody' },
    isBad: ({ cell }) => cell === 'aws:eu-west-1',
    seconds: 160,
  },
  {
    ...{ name: 'one Region loses its best model', prefer: 'quality', what: 'aws:eu-west-1/frontier', how: 'garbage' },
    ...{ option: 'fault', typed: 'aws:eu-west-1/frontier=garbage', until: 'everybody has tier 1' },
    ...{ isBad: below(1), seconds: 270 },
  },
  {
    ...{ name: 'all of AWS loses its best model', prefer: 'quality', what: 'aws/frontier', how: 'garbage' },
    ...{ option: 'fault', typed: 'aws/frontier=garbage', until: 'everybody has tier 1', isBad: below(1), seconds: 270 },
  },
] as const;
