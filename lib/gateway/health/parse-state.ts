import type { CellId } from '../../contract/cell';
import type { CellState, Verdict } from '../../contract/cell-state';
import type { Standing } from '../../contract/turning';
import type { Reading } from './verdict';

const VERDICTS: readonly Verdict[] = ['good', 'bad', 'unknown'];

/** Reads `health/<cell>.json`. Whatever is not wholly as it should be is unreadable: a guess could move traffic. */
export function parseState(text: string, cell: CellId): Reading {
  let state: CellState;
  try {
    state = JSON.parse(text) as CellState;
  } catch {
    return unreadable('no JSON');
  }
  if (state?.version !== 1) return unreadable('another version');
  if (state.cell !== cell) return unreadable('the state of another cell');
  if (Number.isNaN(Date.parse(state.at)) || !(state.periodSeconds > 0)) return unreadable('no time');
  if (!VERDICTS.includes(state.serving) || !VERDICTS.includes(state.preferred)) return unreadable('no verdict');
  if (!Array.isArray(state.evidence)) return unreadable('no evidence');
  if (state.standings !== undefined && !areStandings(state)) return unreadable('no standings');
  return { kind: 'state', state };
}

function areStandings({ standings, at }: CellState): boolean {
  const paths = [standings?.serving, standings?.preferred];
  return paths.every((standing) => standing !== undefined && standing !== null && isStanding(standing, Date.parse(at)));
}

/** One that is known only later than it was written would hold for longer than it may. */
function isStanding({ verdict, against, turnedAt, knownAt }: Standing, writtenAt: number): boolean {
  const times = [turnedAt, knownAt].every((time) => Number.isFinite(time) && time <= writtenAt);
  return times && VERDICTS.includes(verdict) && Number.isInteger(against) && against >= 0;
}

function unreadable(why: string): Reading {
  return { kind: 'unreadable', why };
}
