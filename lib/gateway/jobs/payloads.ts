import { createHash } from 'node:crypto';
import { type CellId, parseCellId } from '../../contract/cell';
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

type Place = readonly [CellId, PayloadStore];

export class Payloads {
  private readonly own: readonly Place[];
  private readonly abroad: readonly Place[];

  /** @param stores of the cells that can be reached, this one's first, then the nearest; another cloud's last */
  public constructor(private readonly stores: ReadonlyMap<CellId, PayloadStore>) {
    const cloudOf = ([cell]: Place) => parseCellId(cell)!.cloud;
    const places = [...stores];
    this.own = places.filter((place) => cloudOf(place) === cloudOf(places[0]));
    this.abroad = places.filter((place) => cloudOf(place) !== cloudOf(places[0]));
  }

  /** Rejects unless the text would survive the loss of a cell; where there is but one, unless that one has it. */
  public async keep(key: string, text: string): Promise<Payload> {
    if (Buffer.byteLength(text) <= INLINE_BYTES) return { kind: 'inline', text };
    const cells = await put(this.own, key, text, COPIES);
    if (cells.length < Math.min(COPIES, this.own.length)) {
      throw new PayloadUnavailable(`only ${cells.length} of the cells' buckets took it`);
    }
    return { kind: 'stored', key, cells, sha256: sha256(text) };
  }

  /** The same payload where the other cloud has it, too; rejects where none of its cells takes it. */
  public async keepAbroad(payload: Payload, text: string): Promise<Payload> {
    if (payload.kind === 'inline') return payload;
    const cells = await put(this.abroad, payload.key, text, 1);
    if (cells.length === 0) throw new PayloadUnavailable('none of the other cloud’s buckets took it');
    return { ...payload, cells: [...payload.cells, ...cells] };
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

/** The cells that took it, so many at most; the first ones are asked first. */
async function put(places: readonly Place[], key: string, text: string, most: number): Promise<readonly CellId[]> {
  const cells: CellId[] = [];
  for (const [cell, store] of places) {
    if (cells.length === most) break;
    const kept = await store.put(key, text).then(
      () => true,
      () => false,
    );
    if (kept) cells.push(cell);
  }
  return cells;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
