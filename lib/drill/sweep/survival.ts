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
  readonly meets: boolean;
  /** What is not survived, worst first. */
  readonly missed: readonly { readonly faults: readonly number[]; readonly why: string }[];
}

/** Does every loss of the kind leave all clients at the floor, in time? */
export function survival(
  system: System,
  rows: readonly SweepRow[],
  survive: readonly Survive[],
  floor: number,
  recoverySeconds: number | undefined,
): SurvivalRow[] {
  return survive.map((one) => {
    const tried = rows.filter((row) => isMeant(one, row, system.components));
    const missed = tried.flatMap((row) => {
      const share = shareBelow(row, floor);
      const late = recoverySeconds !== undefined && row.mostSeconds > recoverySeconds;
      if (share < 1e-9 && !late) return [];
      const why =
        share >= 1e-9
          ? `${percent(share)} of the clients are not answered at tier ${floor}`
          : `up to ${inWords(row.mostSeconds)} until all are back`;
      return [{ faults: row.faults, why, share }];
    });
    missed.sort((left, right) => right.share - left.share);
    return {
      survive: one,
      tried: tried.length,
      meets: missed.length === 0,
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
