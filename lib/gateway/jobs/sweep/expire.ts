import type { CellId } from '../../../contract/cell';
import { IDEMPOTENCY_SECONDS } from '../../../contract/job';
import type { JobPlace } from '../place';
import { lane, markOf, SHARDS } from '../rows';

const PAGE = 100;

/**
 * Takes away what has expired, where the ledger does not do so by itself: a strong table has no time to live. Every cell
 * does so for all, since a cell that is gone leaves its rows behind.
 * @returns how many ids
 */
export async function expire({ ledger, config, clock }: JobPlace, until: number): Promise<number> {
  let removed = 0;
  for (const { id } of config.cells) {
    removed += await expireLanes(id, 'accepted', config.times.keep);
    removed += await expireLanes(id, 'keys', IDEMPOTENCY_SECONDS);
  }
  return removed;

  async function expireLanes(cell: CellId, kind: 'accepted' | 'keys', keepSeconds: number): Promise<number> {
    let count = 0;
    const before = markOf(clock.now() - keepSeconds * 1000);
    for (const shard of SHARDS) {
      let after: string | undefined;
      for (;;) {
        if (clock.now() >= until) return count;
        const rows = await ledger.list(lane(kind, cell, shard), { before, after, limit: PAGE });
        for (const { id } of rows) {
          const all = await ledger.read(id);
          // The list lags behind: a key may have been claimed anew.
          if (all.some(({ expiresAt }) => expiresAt * 1000 > clock.now())) continue;
          // The listed row last: until it is gone, the rest is found again.
          const inOrder = [...all].sort((a, b) => Number(a.listed !== undefined) - Number(b.listed !== undefined));
          for (const { facet } of inOrder) await ledger.remove(id, facet);
          count += 1;
        }
        if (rows.length < PAGE) break;
        after = rows[rows.length - 1].mark;
      }
    }
    return count;
  }
}
