import type { RunningFleet } from './fleet';
import { type Key, newKey } from './key';
import { environmentValue } from './plan/cell-plan';

/** How long the old key stays valid beside the new one: longer than any gateway needs to learn either. */
export const OVERLAP_SECONDS = 60;

/**
 * The key that clients send, and how people replace it: every cell's secret learns a second one, clients change to it,
 * and the first is forgotten.
 */
export class RotatingKey {
  public current: Key;

  public constructor(
    public readonly first: Key,
    private readonly cells: RunningFleet['cells'],
  ) {
    this.current = first;
  }

  public rotate(): void {
    const next = newKey();
    this.write([this.current.digest, next.digest]);
    this.current = next;
  }

  public revokeOld(): void {
    this.write([this.current.digest]);
  }

  private write(digests: readonly string[]): void {
    for (const { plan, stubs } of this.cells) {
      const secret = environmentValue(plan, 'keysSecret');
      if (secret !== undefined) stubs.secrets.set(secret, JSON.stringify({ digests }));
    }
  }
}
