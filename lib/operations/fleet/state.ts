import type { CellId } from '../../contract/cell';
import type { CellState, Verdict } from '../../contract/cell-state';
import { STATE_OBJECTS } from '../../contract/environment';
import type { EvacuationOrder, SwitchPlace } from '../../contract/evacuation';
import { ladderOf } from '../../contract/ladder';
import { switchesOf } from '../../topology/switches';
import type { Topology } from '../../topology/topology';
import type { Run } from '../run-command';
import { type ObjectPlace, type ReadObject, readObject } from './objects';
import { type CellPlace, placesOf } from './places';

/** What people wrote with an act of theirs; each part is missing where they did it by hand. */
export type Act = Partial<Pick<EvacuationOrder, 'by' | 'at' | 'reason'>>;

/** Whether an act of people holds; `unknown` where its object cannot be read. */
export type Holding =
  | { readonly kind: 'holds'; readonly act: Act }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly why: string };

/** How a cell is, by its own prober. What is old or cannot be read is unknown. */
export interface CellHealth {
  readonly serving: Verdict;
  readonly preferred: Verdict;
  readonly servingTier: number | null;
  /** Why nobody knows, or what the prober saw. */
  readonly evidence: readonly string[];
}

export interface CellStatus {
  readonly cell: CellId;
  readonly health: CellHealth;
  readonly evacuated: Holding;
  readonly disabled: Readonly<Record<string, Holding>>;
}

/** A state that is older says nothing any more. */
const PERIODS = 3;

/** @param now milliseconds since the epoch */
export function healthIn(read: ReadObject, cell: CellId, now: number): CellHealth {
  if (read.kind === 'unknown') return nobodyKnows(read.why);
  if (read.kind === 'absent') return nobodyKnows('its prober has written nothing yet');
  const state = parsed(read.text) as Partial<CellState> | undefined;
  const { at, periodSeconds, serving, preferred } = state ?? {};
  const written = Date.parse(at ?? '');
  if (state?.cell !== cell || !isVerdict(serving) || !isVerdict(preferred) || Number.isNaN(written)) {
    return nobodyKnows('what lies there is no state of this cell');
  }
  const age = Math.round((now - written) / 1000);
  if (!(age <= PERIODS * (periodSeconds ?? 0))) return nobodyKnows(`its prober wrote last ${age} s ago`);
  return { serving, preferred, servingTier: state.servingTier ?? null, evidence: state.evidence ?? [] };
}

export function holdingIn(read: ReadObject): Holding {
  if (read.kind === 'unknown') return read;
  if (read.kind === 'absent') return { kind: 'none' };
  // Whoever acts by hand may leave the object empty, or write anything.
  const { by, at, reason } = (parsed(read.text) ?? {}) as Record<string, unknown>;
  const told = Object.entries({ by, at, reason }).filter(([, value]) => typeof value === 'string');
  return { kind: 'holds', act: Object.fromEntries(told) };
}

/** Where the object of a switch lies. */
export function orderPlace(places: readonly CellPlace[], { heldBy, bucket, key }: SwitchPlace): ObjectPlace {
  const { cloud, region } = places.find(({ cell }) => cell === heldBy) as CellPlace;
  return { cloud, region, bucket, key };
}

/** Reads the health of cells, and what people have done to them: all at once. */
export async function statusOf(
  run: Run,
  topology: Topology,
  now: number,
  of: (cell: CellId) => boolean = () => true,
): Promise<readonly CellStatus[]> {
  const places = placesOf(topology);
  const switches = switchesOf(topology);
  // Cells that are left together have one order.
  const orders = new Map(switches.map((one) => [one.name, readObject(run, orderPlace(places, one)).then(holdingIn)]));
  return Promise.all(
    places
      .filter(({ cell }) => of(cell))
      .map(async (place): Promise<CellStatus> => {
        const own = switches.find(({ cells }) => cells.includes(place.cell));
        const rungs = ladderOf(place.cell, topology.ladder).map(({ name }) => name);
        const [health, evacuated, ...disabled] = await Promise.all([
          readObject(run, { ...place, key: STATE_OBJECTS.health(place.cell) }),
          (own && orders.get(own.name)) ?? ({ kind: 'none' } as const),
          ...rungs.map((rung) => readObject(run, { ...place, key: STATE_OBJECTS.disabledRung(rung) })),
        ]);
        return {
          cell: place.cell,
          health: healthIn(health, place.cell, now),
          evacuated,
          disabled: Object.fromEntries(rungs.map((rung, index) => [rung, holdingIn(disabled[index] as ReadObject)])),
        };
      }),
  );
}

function nobodyKnows(why: string): CellHealth {
  return { serving: 'unknown', preferred: 'unknown', servingTier: null, evidence: [why] };
}

function isVerdict(value: unknown): value is Verdict {
  return value === 'good' || value === 'bad' || value === 'unknown';
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
