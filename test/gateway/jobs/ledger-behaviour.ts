import type { Ledger, Row } from '../../../lib/gateway/jobs/ledger';

/** Whatever keeps jobs keeps to this. */
export function behavesAsLedger(open: () => Promise<Ledger> | Ledger): void {
  let ledger: Ledger;
  let names = 0;
  beforeAll(async () => {
    ledger = await open();
  });
  /** The ledger is one for the whole suite, so that each test writes rows of its own. */
  const fresh = () => {
    names += 1;
    return `test-${names}`;
  };
  const row = (id: string, more: Partial<Row> = {}): Row => ({
    id,
    facet: 'job',
    version: 1,
    body: { text: 'ä "quoted"', nested: { list: [1, null, true] } },
    expiresAt: 4_000_000_000,
    ...more,
  });

  test('what was inserted is read, with all the rows of its id', async () => {
    const id = fresh();
    const rows = [
      row(id),
      row(id, { facet: 'state/aws:eu-west-1', listed: { lane: `lane-${id}`, mark: '1' }, body: {} }),
    ];
    for (const each of rows) expect(await ledger.insert(each)).toBe(true);
    const read = [...(await ledger.read(id))].sort((a, b) => (a.facet < b.facet ? -1 : 1));
    expect(read).toEqual(rows);
  });

  test('nothing is read where nothing was written', async () => {
    expect(await ledger.read(fresh())).toEqual([]);
  });

  test('a second insertion changes nothing', async () => {
    const id = fresh();
    await ledger.insert(row(id));
    expect(await ledger.insert(row(id, { body: { other: true } }))).toBe(false);
    expect(await ledger.read(id)).toEqual([row(id)]);
  });

  test('a replacement stands on the version before it', async () => {
    const id = fresh();
    await ledger.insert(row(id));
    const second = row(id, { version: 2, body: { second: true } });
    expect(await ledger.replace(second)).toBe(true);
    expect(await ledger.replace(row(id, { version: 2, body: { late: true } }))).toBe(false);
    expect(await ledger.replace(row(id, { version: 4 }))).toBe(false);
    expect(await ledger.read(id)).toEqual([second]);
  });

  test('nothing is replaced where nothing stands', async () => {
    expect(await ledger.replace(row(fresh(), { version: 2 }))).toBe(false);
  });

  test('of ten that replace one row at once, one does', async () => {
    const id = fresh();
    await ledger.insert(row(id));
    const won = await Promise.all(
      Array.from({ length: 10 }, (_, by) => ledger.replace(row(id, { version: 2, body: { by } }))),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await ledger.read(id)).toEqual([row(id, { version: 2, body: { by: won.indexOf(true) } })]);
  });

  test('of ten that insert one row at once, one does', async () => {
    const id = fresh();
    const won = await Promise.all(Array.from({ length: 10 }, () => ledger.insert(row(id))));
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test('what was removed is gone, and may be removed again', async () => {
    const id = fresh();
    await ledger.insert(row(id));
    await ledger.insert(row(id, { facet: 'watch' }));
    await ledger.remove(id, 'watch');
    await ledger.remove(id, 'watch');
    expect((await ledger.read(id)).map(({ facet }) => facet)).toEqual(['job']);
    expect(await ledger.insert(row(id, { facet: 'watch' }))).toBe(true);
  });

  describe('a lane', () => {
    const lane = 'lane of five';
    const ids: string[] = [];
    beforeAll(async () => {
      for (const mark of ['b', 'd', 'a', 'e', 'c']) {
        const id = fresh();
        ids.push(id);
        await ledger.insert(row(id, { listed: { lane, mark } }));
      }
    });
    const marks = async (options: Parameters<Ledger['list']>[1]) =>
      (await ledger.list(lane, options)).map(({ mark }) => mark).join('');

    test('lists in the order of the marks, either way', async () => {
      expect(await marks({ limit: 10 })).toBe('abcde');
      expect(await marks({ limit: 10, newestFirst: true })).toBe('edcba');
    });

    test('leaves out the marks that bound it', async () => {
      expect(await marks({ before: 'd', limit: 10 })).toBe('abc');
      expect(await marks({ after: 'b', limit: 10 })).toBe('cde');
      expect(await marks({ after: 'a', before: 'd', limit: 10 })).toBe('bc');
      expect(await marks({ before: 'd', limit: 10, newestFirst: true })).toBe('cba');
    });

    test('gives no more than it is asked for', async () => {
      expect(await marks({ limit: 2 })).toBe('ab');
      expect(await marks({ before: 'd', limit: 2, newestFirst: true })).toBe('cb');
    });

    test('names the row', async () => {
      expect(await ledger.list(lane, { limit: 1 })).toEqual([{ lane, mark: 'a', id: ids[2], facet: 'job' }]);
    });

    test('is not another', async () => {
      expect(await ledger.list('lane of', { limit: 10 })).toEqual([]);
    });
  });

  test('a row is listed where it stands now, and no more once it is removed', async () => {
    const id = fresh();
    const [here, there] = [`here-${id}`, `there-${id}`];
    const listed = async (lane: string) => (await ledger.list(lane, { limit: 10 })).map(({ mark }) => mark);
    await ledger.insert(row(id, { listed: { lane: here, mark: '1' } }));
    await ledger.replace(row(id, { version: 2, listed: { lane: there, mark: '2' } }));
    expect([await listed(here), await listed(there)]).toEqual([[], ['2']]);
    await ledger.replace(row(id, { version: 3 }));
    expect(await listed(there)).toEqual([]);
    await ledger.replace(row(id, { version: 4, listed: { lane: here, mark: '3' } }));
    await ledger.remove(id, 'job');
    expect(await listed(here)).toEqual([]);
  });
}
