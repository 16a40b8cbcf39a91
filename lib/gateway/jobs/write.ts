import type { Ledger, Row } from './ledger';

/** Nobody could be made to keep it: whoever asked must ask again. */
export class NotDurable extends Error {
  public override readonly name = 'NotDurable';
}

/** Settles once the row stands there, whoever wrote it. A call that rejects may have been carried out: then it is read. */
export async function ensure(ledger: Ledger, row: Row): Promise<void> {
  try {
    await ledger.insert(row);
  } catch {
    const there = (await ledger.read(row.id)).some(({ facet }) => facet === row.facet);
    if (!there) await ledger.insert(row);
  }
}

/** Settles once so many of the ledgers have all the rows; the first ones are asked first. */
export async function ensureIn(ledgers: readonly Ledger[], count: number, rows: readonly Row[]): Promise<void> {
  let missing = count;
  for (const ledger of ledgers) {
    if (missing === 0) return;
    const kept = await Promise.all(rows.map((row) => ensure(ledger, row))).then(
      () => true,
      () => false,
    );
    if (kept) missing -= 1;
  }
  if (missing > 0) throw new NotDurable(`${count - missing} of ${count} ledgers took it`);
}
