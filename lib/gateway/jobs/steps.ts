import type { CellId } from '../../contract/cell';
import { MOST_STRIKES } from '../../contract/job';
import type { Step } from './advance';
import { claimed, type Look, sumOf } from './look';
import type { Outcome, Progress } from './rows';

/**
 * Steps of a job. `by` is who takes it: a random token of one worker's one try, so that it knows its own work again.
 */

/** Chance brings one about. */
const SUSPICIOUS_STRIKES = 2;

/** Nobody else works at it meanwhile. It counts as a strike until somebody says that the job is not to blame. */
export function claim(by: string, now: number, until: number): Step {
  return (look, mine) => {
    if (look.over !== undefined || claimed(look, now) !== undefined || isWornOut(look)) return undefined;
    return { ...mine, claim: { by, until }, strikes: mine.strikes + 1 };
  };
}

export function holds(mine: Progress, by: string): boolean {
  return mine.claim?.by === by && mine.outcome === undefined;
}

export function isWornOut(look: Look): boolean {
  return sumOf(look, 'strikes') >= MOST_STRIKES;
}

/** Some worker came to no end with it, twice: it may be the job that fells them. */
export function isSuspect(look: Look): boolean {
  return sumOf(look, 'strikes') >= SUSPICIOUS_STRIKES;
}

/** The same try takes longer. */
export function extend(by: string, until: number): Step {
  return (_look, mine) =>
    holds(mine, by) && mine.claim!.until < until ? { ...mine, claim: { by, until } } : undefined;
}

/** The try came to no answer. */
export function release(by: string, attempts: number, isToBlame: boolean): Step {
  return (_look, { claim: mineToo, ...mine }) => {
    if (mineToo?.by !== by || mine.outcome !== undefined) return undefined;
    return { ...mine, attempts: mine.attempts + attempts, strikes: mine.strikes - (isToBlame ? 0 : 1) };
  };
}

/** Whoever comes first ends it, even one whose claim ran out: its answer is as good. */
export function end(by: string, outcome: Outcome, attempts: number): Step {
  return (look, mine) => {
    if (look.over !== undefined) return undefined;
    return { ...mine, claim: { by, until: outcome.at }, attempts: mine.attempts + attempts, outcome };
  };
}

/** What nobody has begun with is over. */
export function cancel(by: CellId, now: number): Step {
  return (look, mine) => {
    if (look.over !== undefined || claimed(look, now) !== undefined || hasBegun(look)) return undefined;
    return { ...mine, outcome: { kind: 'canceled', by, at: now } };
  };
}

export function hasBegun(look: Look): boolean {
  return sumOf(look, 'attempts') > 0 || sumOf(look, 'strikes') > 0;
}

/** What another cell wrote of a job's end, said again by this one. */
export function adopt({ outcome, webhook }: Progress): Step {
  return (_look, mine) => (isSaid(mine, outcome) ? undefined : { ...mine, outcome, webhook: webhook ?? mine.webhook });
}

export function isSaid({ outcome }: Progress, other: Outcome | undefined): boolean {
  return JSON.stringify(outcome) === JSON.stringify(other);
}

/** A dead job lives again, as if it had never been tried. */
export const revive: Step = (look, { claim: _claim, outcome, webhook: _webhook, ...mine }) =>
  look.over?.body.outcome.kind === 'dead' && outcome !== undefined ? { ...mine, strikes: 0 } : undefined;

export function webhookTried(settled: boolean): Step {
  return (_look, mine) => ({ ...mine, webhook: { tries: (mine.webhook?.tries ?? 0) + 1, settled } });
}
