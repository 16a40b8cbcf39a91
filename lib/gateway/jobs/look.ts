import type { CellId } from '../../contract/cell';
import { homeOf, type JobId, type JobState } from '../../contract/job';
import type { Ledger, Row } from './ledger';
import type { JobPlace } from './place';
import { type Accepted, FACETS, isProgress, type Outcome, type Progress, type Watch } from './rows';

/** Everything that the ledger says of one job. */
export interface Look {
  readonly id: JobId;
  readonly accepted: Row<Accepted>;
  /** Undefined once the job is over, and its end is safe. */
  readonly watch: Row<Watch> | undefined;
  /** Of every cell that wrote any. */
  readonly progress: readonly Row<Progress>[];
  /** What became of it, the same for every reader of the same rows. */
  readonly over: Row<Progress & { readonly outcome: Outcome }> | undefined;
}

/** Undefined where no job was accepted. */
export function lookAt(id: JobId, rows: readonly Row[]): Look | undefined {
  const accepted = rows.find(({ facet }) => facet === FACETS.job) as Row<Accepted> | undefined;
  if (accepted === undefined) return undefined;
  const watch = rows.find(({ facet }) => facet === FACETS.watch) as Row<Watch> | undefined;
  const progress = rows.filter(isProgress) as Row<Progress>[];
  return { id, accepted, watch, progress, over: firstOf(progress, homeOf(id)) };
}

/**
 * What all that can be reached say of a job, as one: the replicas of this cloud, and the other cloud's ledger where the
 * job stands there too. For who is about to take it from a cell that may be gone, and of whose last words not all may
 * have heard.
 */
export async function lookAround(place: JobPlace, id: JobId): Promise<Look | undefined> {
  const own = await place.ledger.read(id);
  return together(id, own, [...(await readEach(place.mirrors, id)), ...(await readAbroad(place, lookAt(id, own)))]);
}

/** What both clouds know, as one; what this one knows where the other cannot be reached. */
export async function withAbroad(place: JobPlace, id: JobId, own: readonly Row[]): Promise<Look | undefined> {
  return together(id, own, await readAbroad(place, lookAt(id, own)));
}

export function standsAbroad({ accepted }: Look): boolean {
  return accepted.body.durability === 'cloud';
}

async function readAbroad({ otherCloud }: JobPlace, look: Look | undefined): Promise<readonly (readonly Row[])[]> {
  if (otherCloud === undefined || look === undefined || !standsAbroad(look)) return [];
  return readEach([otherCloud], look.id);
}

function readEach(ledgers: readonly Ledger[], id: JobId): Promise<readonly (readonly Row[])[]> {
  return Promise.all(ledgers.map((ledger) => ledger.read(id).catch(() => [])));
}

function together(id: JobId, own: readonly Row[], others: readonly (readonly Row[])[]): Look | undefined {
  if (others.length === 0) return lookAt(id, own);
  const newest = new Map<string, Row>();
  for (const row of [own, ...others].flat()) {
    const known = newest.get(row.facet);
    if (known === undefined || known.version < row.version) newest.set(row.facet, row);
  }
  // Who watches is for this replica to say: it is replaced here.
  const watch = own.find(({ facet }) => facet === FACETS.watch);
  return lookAt(id, [...[...newest.values()].filter(({ facet }) => facet !== FACETS.watch), ...(watch ? [watch] : [])]);
}

/** An answer stands before a cancellation, that before a death: who was told of the better end keeps it. */
const RANK: Readonly<Record<Outcome['kind'], number>> = { done: 0, canceled: 1, dead: 2 };

/** The fixed order: by the kind of the outcome, then the home's own, then by the name of the cell that brought it about. */
function firstOf(progress: readonly Row<Progress>[], home: CellId | undefined): Look['over'] {
  const over = progress.filter((row): row is NonNullable<Look['over']> => row.body.outcome !== undefined);
  const order = ({ body }: NonNullable<Look['over']>) =>
    `${RANK[body.outcome.kind]} ${body.outcome.by === home ? 0 : 1} ${body.outcome.by} ${body.outcome.at}`;
  return over.sort((a, b) => (order(a) < order(b) ? -1 : 1)).at(0);
}

/** Clocks of two cells may differ by so much; a claim is not broken before it is over by every clock. */
export const CLOCK_SKEW_MILLISECONDS = 60_000;

/** Whoever works at it now, as far as the ledger tells. */
export function claimed({ progress }: Look, now: number): Progress['claim'] {
  return progress
    .map(({ body }) => (body.outcome === undefined ? body.claim : undefined))
    .filter((claim) => claim !== undefined)
    .find(({ until }) => now < until + CLOCK_SKEW_MILLISECONDS);
}

export function stateOf(look: Look, now: number): JobState {
  if (look.over !== undefined) return look.over.body.outcome.kind;
  return claimed(look, now) === undefined ? 'queued' : 'running';
}

export function sumOf({ progress }: Look, member: 'attempts' | 'strikes'): number {
  return progress.reduce((sum, { body }) => sum + body[member], 0);
}
