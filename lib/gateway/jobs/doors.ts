import type { Ledger } from './ledger';

/**
 * One ledger by several doors, of which one is enough: each is kept to until it fails, and then the next one is tried,
 * once. For whoever has no Region of its own there.
 */
export function throughDoors(doors: readonly Ledger[]): Ledger {
  let at = 0;

  async function call<T>(ask: (door: Ledger) => Promise<T>): Promise<T> {
    const asked = at;
    try {
      return await ask(doors[asked]);
    } catch (error) {
      if (doors.length === 1) throw error;
      const next = (asked + 1) % doors.length;
      const result = await ask(doors[next]);
      at = next;
      return result;
    }
  }

  return {
    read: (id) => call((door) => door.read(id)),
    insert: (row) => call((door) => door.insert(row)),
    replace: (row) => call((door) => door.replace(row)),
    remove: (id, facet) => call((door) => door.remove(id, facet)),
    list: (lane, options) => call((door) => door.list(lane, options)),
  };
}
