import { createHash } from 'node:crypto';
import type { CellId } from '../../contract/cell';
import type { PayloadStore } from './payload-store';

/** A text of a job: in the row itself, or in the buckets of cells when it is too large for one. */
export type Payload =
  | { readonly kind: 'inline'; readonly text: string }
  | { readonly kind: 'stored'; readonly key: string; readonly cells: readonly CellId[]; readonly sha256: string };

/**
 * What a row holds at most, in bytes: a fraction of DynamoDB's 400 KB, since rows that are small are cheap to replace
 * and to replicate.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export const INLINE_BYTES = 100_000;

/** Of every large text, so that it outlives the bucket of any one cell. */
const COPIES = 2;

/** Nobody could keep a text, or nobody has it any more. */
export class PayloadUnavailable extends Error {
  public override readonly name = 'PayloadUnavailable';
}

export class Payloads {
  /** @param stores of the cells that can be reached, this one's first, then the nearest */
  public constructor(private readonly stores: ReadonlyMap<CellId, PayloadStore>) {}

  /** Rejects unless the text would survive the loss of a cell; where there is but one, unless that one has it. */
  public async keep(key: string, text: string): Promise<Payload> {
    if (Buffer.byteLength(text) <= INLINE_BYTES) return { kind: 'inline', text };
    const cells: CellId[] = [];
    for (const [cell, store] of this.stores) {
      const kept = await store.put(key, text).then(
        () => true,
        () => false,
      );
      if (kept) cells.push(cell);
      if (cells.length === COPIES) break;
    }
    if (cells.length < Math.min(COPIES, this.stores.size)) {
      throw new PayloadUnavailable(`only ${cells.length} of the cells' buckets took it`);
    }
    return { kind: 'stored', key, cells, sha256: sha256(text) };
  }

  /** Rejects where no cell that has it can be read. */
  public async text(payload: Payload): Promise<string> {
    if (payload.kind === 'inline') return payload.text;
    for (const [cell, store] of this.stores) {
      if (!payload.cells.includes(cell)) continue;
      const text = await store.get(payload.key).catch(() => undefined);
      if (text !== undefined && sha256(text) === payload.sha256) return text;
    }
    throw new PayloadUnavailable(`it is kept by ${payload.cells.join(' and ')}, none of which has it now`);
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
