/** Opens on so many failures in a row … */
const CONSECUTIVE_FAILURES = 3;
/** … or on at least this share of at least so many calls within the window. */
const FAILURE_SHARE = 0.5;
const FEWEST_CALLS = 10;
const WINDOW_SECONDS = 30;
/** How long it stays open: doubling from the first to the last while probes fail. */
const FIRST_OPEN_MILLISECONDS = 5000;
const LONGEST_OPEN_MILLISECONDS = 60_000;
/** Up to a quarter less, so that a fleet's breakers do not probe together. */
const JITTER = 0.25;
/** What a person must mend is not asked about every few seconds. */
const ALARMED_MILLISECONDS = 60_000;
/** So many probes in a row, one at a time, close it. */
const CLOSING_SUCCESSES = 2;

interface Second {
  /** Since the epoch. */
  readonly at: number;
  readonly calls: number;
  readonly failures: number;
}

export type BreakerState =
  /** `recent` holds one entry a second, of the window only. */
  | { readonly kind: 'closed'; readonly consecutive: number; readonly recent: readonly Second[] }
  /** `openings` counts how often it has opened since it was last closed. */
  | { readonly kind: 'open'; readonly until: number; readonly openings: number }
  | { readonly kind: 'half-open'; readonly openings: number; readonly successes: number; readonly probing: boolean };

/** What a call said of its rung's health; `neutral`: nothing. */
export type Health = 'success' | 'failure' | 'alarm' | 'neutral';

export interface Told {
  readonly health: Health;
  /** Was the call the probe of a half-open breaker? */
  readonly probe: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** From 0 to 1. */
  readonly random: number;
}

export const CLOSED: BreakerState = { kind: 'closed', consecutive: 0, recent: [] };

/** What becomes of the state when a call asks to be let through, and whether it is; a probe is, one at a time. */
export function admit(state: BreakerState, now: number): { readonly state: BreakerState; readonly admitted: boolean } {
  switch (state.kind) {
    case 'closed':
      return { state, admitted: true };
    case 'open':
      if (now < state.until) return { state, admitted: false };
      return { state: { kind: 'half-open', openings: state.openings, successes: 0, probing: true }, admitted: true };
    case 'half-open':
      return { state: { ...state, probing: true }, admitted: !state.probing };
  }
}

/** What becomes of the state when a call ends. One that began before the breaker opened tells an open one nothing. */
export function record(state: BreakerState, told: Told): BreakerState {
  if (state.kind === 'closed') return recordClosed(state, told);
  if (state.kind === 'open' || !told.probe) return state;
  switch (told.health) {
    case 'neutral':
      return { ...state, probing: false };
    case 'success':
      return state.successes + 1 >= CLOSING_SUCCESSES
        ? CLOSED
        : { ...state, successes: state.successes + 1, probing: false };
    default:
      return opened(state.openings, told);
  }
}

function recordClosed(state: Extract<BreakerState, { kind: 'closed' }>, told: Told): BreakerState {
  if (told.health === 'neutral') return state;
  if (told.health === 'alarm') return opened(0, told);
  const failed = told.health === 'failure';
  const consecutive = failed ? state.consecutive + 1 : 0;
  const recent = counted(state.recent, Math.floor(told.now / 1000), failed);
  const calls = recent.reduce((sum, second) => sum + second.calls, 0);
  const failures = recent.reduce((sum, second) => sum + second.failures, 0);
  const tooMany = failed && calls >= FEWEST_CALLS && failures >= calls * FAILURE_SHARE;
  return consecutive >= CONSECUTIVE_FAILURES || tooMany ? opened(0, told) : { kind: 'closed', consecutive, recent };
}

function counted(recent: readonly Second[], at: number, failed: boolean): readonly Second[] {
  const kept = recent.filter((second) => second.at > at - WINDOW_SECONDS && second.at !== at);
  const { calls, failures } = recent.find((second) => second.at === at) ?? { calls: 0, failures: 0 };
  return [...kept, { at, calls: calls + 1, failures: failures + (failed ? 1 : 0) }];
}

function opened(openings: number, { health, now, random }: Told): BreakerState {
  const doubled = Math.min(FIRST_OPEN_MILLISECONDS * 2 ** openings, LONGEST_OPEN_MILLISECONDS);
  const length = health === 'alarm' ? ALARMED_MILLISECONDS : doubled * (1 - JITTER * random);
  // More openings would double no further.
  return { kind: 'open', until: now + length, openings: Math.min(openings + 1, 10) };
}
