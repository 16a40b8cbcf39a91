import type { LoadVerdict, Verdict } from '../capacity/judge-load';
import { doubtText, lackText } from '../capacity/words';
import { inWords } from '../scenario/duration';
import type { Component, System } from '../system/system';
import { shareBelow } from './cut-sets';
import type { SweepRow } from './sweep';

/** What must be survived: any one of a kind, as a fleet declares it, any component at all, or any two. */
export const SURVIVE = ['any-cell', 'any-cloud', 'any-provider', 'any-component', 'any-pair'] as const;

export type Survive = (typeof SURVIVE)[number];

export interface SurvivalRow {
  readonly survive: Survive;
  readonly tried: number;
  readonly verdict: Verdict;
  readonly meets: boolean;
  /** What is not survived, worst first. */
  readonly missed: readonly Loss[];
  /** What may not be, as far as is known of what carries what: no pass. */
  readonly undecided: readonly Loss[];
}

export interface Loss {
  readonly faults: readonly number[];
  readonly why: string;
}

/**
 * Does every loss of the kind leave all clients at the floor, in time?
 * @param carried whether those that are left carry what comes; not asked without it
 */
export function survival(
  system: System,
  rows: readonly SweepRow[],
  survive: readonly Survive[],
  floor: number,
  recoverySeconds: number | undefined,
  carried?: (faults: readonly number[]) => LoadVerdict,
): SurvivalRow[] {
  return survive.map((one) => {
    const tried = rows.filter((row) => isMeant(one, row, system.components));
    const missed: (Loss & { readonly share: number })[] = [];
    const undecided: Loss[] = [];
    for (const row of tried) {
      const { faults } = row;
      const share = shareBelow(row, floor);
      const late = recoverySeconds !== undefined && row.mostSeconds > recoverySeconds;
      if (share >= 1e-9)
        missed.push({ faults, share, why: `${percent(share)} of the clients are not answered at tier ${floor}` });
      else if (late) missed.push({ faults, share, why: `up to ${inWords(row.mostSeconds)} until all are back` });
      else {
        const load = carried?.(faults);
        if (load?.verdict === 'missed') missed.push({ faults, share, why: lackText(load) });
        if (load?.verdict === 'undecided') undecided.push({ faults, why: doubtText(load) });
      }
    }
    missed.sort((left, right) => right.share - left.share);
    const verdict = missed.length > 0 ? 'missed' : undecided.length > 0 ? 'undecided' : 'met';
    return {
      ...{ survive: one, tried: tried.length, verdict, meets: verdict === 'met', undecided },
      missed: missed.map(({ faults, why }) => ({ faults, why })),
    };
  });
}

function isMeant(survive: Survive, { faults }: SweepRow, components: readonly Component[]): boolean {
  if (survive === 'any-pair') return faults.length === 2;
  if (faults.length !== 1) return false;
  if (survive === 'any-component') return true;
  const { id, kind, service } = components[faults[0]];
  switch (survive) {
    case 'any-cell':
      return kind === 'region';
    case 'any-cloud':
      return kind === 'cloud';
    case 'any-provider':
      return (
        kind === 'provider' ||
        kind === 'model' ||
        kind === 'rung' ||
        service === 'bedrock' ||
        (service === 'vertex' && id.startsWith('google/'))
      );
  }
}

export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.1) return 'under 0.1 %';
  return `${value < 10 && value % 1 !== 0 ? value.toFixed(1) : Math.round(value)} %`;
}
