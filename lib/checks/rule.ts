import type { Estate, EstateNode, EstateStack } from '../estate/estate';
import type { Unknown } from '../estate/value';
import type { Objectives } from './objectives';

/** `error`: it will not survive. `warning`: it will, at a price or with luck. */
export type Severity = 'error' | 'warning';

export const FAMILIES = {
  failover: 'failover that will not fail over',
  'single-point': 'single points of failure',
  queues: 'queues',
  'static-stability': 'static stability',
  capacity: 'capacity',
  'change-safety': 'change safety',
  ai: 'AI specifics',
  graph: 'questions to the whole graph',
  reading: 'what could not be read',
  suppression: 'suppressions',
} as const;

export type Family = keyof typeof FAMILIES;

/**
 * One way in which an estate does not survive. `judge` is a pure function of what was synthesized and what is asked of
 * it; it never throws, and what it cannot decide it says.
 */
export interface Rule {
  /** Kebab-case and stable; the name of its file. */
  readonly id: string;
  readonly family: Family;
  readonly severity: Severity;
  /** What is wrong where the rule finds something, a sentence without its full stop. */
  readonly fails: string;
  /** What comes of it. */
  readonly why: string;
  /** Where that is said. */
  readonly source: string;
  /** What to do about it, an imperative. */
  readonly mend: string;
  readonly judge: (estate: Estate, objectives: Objectives) => readonly Remark[];
}

/** What a rule has to say of one place. */
export interface Remark {
  /** `undecided`: the rule applies here, and what it needs to know is not known. That is no pass. */
  readonly kind: 'violation' | 'undecided';
  /** The resource, or the stack; the whole estate where it is neither's alone. */
  readonly at?: EstateNode | EstateStack;
  /** Inside the resource's properties: `RedrivePolicy.maxReceiveCount`. */
  readonly path?: string;
  /** What is wrong just here, a sentence. */
  readonly message: string;
  readonly found?: string;
  readonly allowed?: string;
}

type Details = Pick<Remark, 'path' | 'found' | 'allowed'>;

export function violation(at: Remark['at'], message: string, details: Details = {}): Remark {
  return { kind: 'violation', ...(at === undefined ? {} : { at }), message, ...details };
}

/** @param question what cannot be decided, after "cannot decide": `whether the queue has dead letters` */
export function undecided(at: Remark['at'], question: string, { reason, place }: Unknown): Remark {
  return {
    kind: 'undecided',
    ...(at === undefined ? {} : { at }),
    message: `Cannot decide ${question}.`,
    found: place.path === '' ? reason : `${reason} (${place.path})`,
  };
}

export function isNode(at: EstateNode | EstateStack): at is EstateNode {
  return 'logicalId' in at;
}
