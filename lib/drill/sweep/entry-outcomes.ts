import type { Estate } from '../../estate/estate';
import { Algebra } from '../algebra/algebra';
import type { SettledShare } from '../algebra/settled';
import { inWords } from '../scenario/duration';
import type { System } from '../system/system';
import { type SystemOptions, systemOf } from '../system/system-of';
import { percent } from './survival';
import { combinations } from './sweep';

/** What a set of components that fail together does to the clients of one name. */
export interface EntryOutcome {
  /** The name that is called, with its type where that is not A. */
  readonly entry: string;
  /** The components, as they are typed: `aws:eu-west-1`, `frontier`. */
  readonly faults: readonly string[];
  /** Do all clients get an answer at the floor, within the time that recovery may take? */
  readonly survives: boolean;
  /** The part of the name's clients that nobody serves at the floor any more. */
  readonly lost: number;
  /** At most, until all the others are back; 0 where none was hit. */
  readonly seconds: number;
  /** In words, who answers now, or why nobody does. */
  readonly reason: string;
}

export interface EntryOutcomesOptions extends SystemOptions {
  /** How many components fail together at most: 1 by default, 2 for every pair besides. */
  readonly order?: number;
  /** The largest tier that counts as served; by default the loosest floor of the routes. */
  readonly floor?: number;
  /** By default what the constructs declare, and without that, any time. */
  readonly recoverySeconds?: number;
}

export interface EntryOutcomes {
  /** By name, small sets first. */
  readonly outcomes: readonly EntryOutcome[];
  /** What was assumed or is not known: an outcome is no better than that. */
  readonly unknowns: readonly string[];
}

/** For every name that clients call and every fault (or pair): is there a way to something that serves, in time? */
export function entryOutcomes(estate: Estate, options: EntryOutcomesOptions = {}): EntryOutcomes {
  const system = systemOf(estate, options);
  return { outcomes: outcomesOf(system, options), unknowns: system.unknowns };
}

export function outcomesOf(system: System, options: Omit<EntryOutcomesOptions, 'from'> = {}): EntryOutcome[] {
  const { order = 1, recoverySeconds = system.fleet?.objectives.recoverySeconds } = options;
  return system.entries.flatMap((entry) => {
    // Alone, so that what is told of one name is not mixed with the clients of another.
    const algebra = new Algebra({ ...system, entries: [entry] }, options.floor);
    const name = entry.type === 'A' ? entry.name : `${entry.name} (${entry.type})`;
    return [...combinations(system.components.length, order)].map((faults) => ({
      ...{ entry: name, faults: faults.map((fault) => system.components[fault].id) },
      ...outcomeOf(algebra, faults, recoverySeconds),
    }));
  });
}

function outcomeOf(algebra: Algebra, faults: readonly number[], recoverySeconds = Number.POSITIVE_INFINITY) {
  const { places, recovery } = algebra.settle(faults);
  const { lost, hit, noticed, mostSeconds: seconds } = recovery;
  const answered = places[0] ?? [];
  const good = ({ tier }: SettledShare) => tier > 0 && tier <= algebra.floor;
  const named = (wanted: (one: SettledShare) => boolean) => [
    ...new Set(answered.flatMap((shares) => shares.filter(wanted).map((one) => told(algebra.system, one)))),
  ];
  if (lost > 0) {
    const why = noticed ? 'DNS has nothing better to answer' : 'no health check notices';
    const bad = named((one) => !good(one));
    const reason = `${percent(lost)} of the clients are left: ${[...bad, why].join('; ')}`;
    return { survives: false, lost, seconds, reason };
  }
  const by = named(good).join('; ') || 'nobody asks';
  if (seconds > recoverySeconds) {
    const reason = `up to ${inWords(seconds)} until all are back, and ${inWords(recoverySeconds)} are allowed: then ${by}`;
    return { survives: false, lost, seconds, reason };
  }
  return { survives: true, lost, seconds, reason: hit > 0 ? `after up to ${inWords(seconds)} ${by}` : by };
}

function told({ cells }: System, { cell, tier }: SettledShare): string {
  if (cell < 0) return 'DNS leads to nothing that answers';
  const { id } = cells[cell];
  return tier === 0 ? `DNS leads to ${id}, where nothing serves` : `${id} serves at tier ${tier}`;
}
