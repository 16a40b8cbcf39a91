import { type CellId, parseCellId } from '../../../contract/cell';
import type { Row } from '../ledger';
import type { JobPlace } from '../place';
import { FACETS } from '../rows';

/** Of sweeps that run each minute: who has said nothing for so long does not sweep. */
const OVERDUE_MILLISECONDS = 600_000;
const KEEP_SECONDS = 30 * 24 * 60 * 60;

interface LastSweep {
  readonly at: number;
}

const idOf = (cell: CellId) => `pulse_${cell}`;

/** Says that this cell has swept. Rejects where that cannot be written, which is as bad. */
export async function noteSweep({ ledger, cell, clock }: JobPlace): Promise<void> {
  const stands = await lastSweep(ledger, cell);
  const now = clock.now();
  const row: Row<LastSweep> = {
    id: idOf(cell),
    facet: FACETS.sweep,
    version: (stands?.version ?? 0) + 1,
    body: { at: now },
    expiresAt: Math.ceil(now / 1000) + KEEP_SECONDS,
  };
  await (stands === undefined ? ledger.insert(row) : ledger.replace(row));
}

/**
 * The other cells of this cloud whose last good sweep is long ago, or never was. A cell that is gone raises no alarm of
 * its own, so that the others do.
 */
export async function overdueSweeps({ ledger, cell, config, clock }: JobPlace): Promise<readonly CellId[]> {
  const { cloud } = parseCellId(cell)!;
  const others = config.cells.map(({ id }) => id).filter((id) => id !== cell && parseCellId(id)!.cloud === cloud);
  const last = await Promise.all(others.map(async (id) => ({ id, at: (await lastSweep(ledger, id))?.body.at ?? 0 })));
  return last.filter(({ at }) => clock.now() - at > OVERDUE_MILLISECONDS).map(({ id }) => id);
}

async function lastSweep(ledger: JobPlace['ledger'], cell: CellId): Promise<Row<LastSweep> | undefined> {
  return (await ledger.read(idOf(cell))).find(({ facet }) => facet === FACETS.sweep) as Row<LastSweep> | undefined;
}
