import type { JobId } from '../../contract/job';
import type { Row } from './ledger';
import { type Look, lookAt } from './look';
import { type JobPlace, ownProgress } from './place';
import { type Progress, progressFacet } from './rows';

/** What becomes of this cell's progress, given all that is known; undefined where nothing is to be written. */
export type Step = (look: Look, mine: Progress) => Progress | undefined;

export interface Advanced {
  /** As it stands after the step. */
  readonly look: Look;
  readonly mine: Progress;
}

/** Others write too, and writes are carried out that seem to fail: so often it is read and judged anew. */
const ROUNDS = 5;

/**
 * Takes a job a step further. The step is judged anew by every reading, and must recognize its own work: a write that
 * seemed to fail may stand there. Undefined where there is no such job; rejects where the ledger cannot be written.
 */
export async function advance(place: JobPlace, id: JobId, step: Step): Promise<Advanced | undefined> {
  const { ledger, cell } = place;
  const facet = progressFacet(ownProgress(place));
  let failure: unknown;
  for (let round = 0; round < ROUNDS; round += 1) {
    const look = lookAt(id, await ledger.read(id));
    if (look === undefined) return undefined;
    const stands = look.progress.find((row) => row.facet === facet);
    const mine = stands?.body ?? { cell, attempts: 0, strikes: 0 };
    const next = step(look, mine);
    if (next === undefined) return { look, mine };
    const row: Row<Progress> = {
      id,
      facet,
      version: (stands?.version ?? 0) + 1,
      body: { ...next, cell },
      expiresAt: look.accepted.expiresAt,
    };
    try {
      const written = await (stands === undefined ? ledger.insert(row) : ledger.replace(row));
      if (written) return { look: withProgress(look, row), mine: row.body };
      failure = new Error('others wrote it each time');
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function withProgress(look: Look, row: Row<Progress>): Look {
  const others = look.progress.filter(({ facet }) => facet !== row.facet);
  const rows = [look.accepted, ...(look.watch === undefined ? [] : [look.watch]), ...others, row];
  return lookAt(look.id, rows)!;
}
