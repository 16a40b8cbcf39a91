import type { KeyDigests } from '../../contract/environment';
import type { Clock } from '../clock';
import { isKnownKey } from '../keys/digest';
import type { Admission, DigestsSource } from '../keys/key-ring';

/** A key that is not known may be that of a prober which has just started. Nobody can have it read more often. */
const READ_AGAIN_AFTER_MILLISECONDS = 1000;
/** One that is known was the prober's so long ago at the most. */
const TRUST_MILLISECONDS = 600_000;

/**
 * Knows the key of the cell's prober. It is made when a prober's process starts, kept nowhere, and known here by its
 * digest in the cell's bucket, where the prober alone may write: nothing to leak, and a new one with every start.
 */
export class ProberKey {
  private known: KeyDigests | undefined;
  private knownAt = Number.NEGATIVE_INFINITY;
  private triedAt = Number.NEGATIVE_INFINITY;
  private reading: Promise<void> | undefined;

  public constructor(
    private readonly source: DigestsSource,
    private readonly clock: Clock,
  ) {}

  public async admit(key: string): Promise<Admission> {
    const trusted = this.clock.now() - this.knownAt < TRUST_MILLISECONDS;
    if (trusted && this.knows(key)) return 'admitted';
    await this.readAgain();
    if (this.known === undefined) return 'keys-unavailable';
    return this.knows(key) ? 'admitted' : 'unknown-key';
  }

  private knows(key: string): boolean {
    return this.known !== undefined && isKnownKey(key, this.known);
  }

  /** Those who come while it is read wait for the same reading. A failure leaves what is known standing. */
  private readAgain(): Promise<void> {
    if (this.reading !== undefined) return this.reading;
    if (this.clock.now() - this.triedAt < READ_AGAIN_AFTER_MILLISECONDS) return Promise.resolve();
    this.triedAt = this.clock.now();
    this.reading = this.source
      .read()
      .then(
        (digests) => {
          this.known = digests;
          this.knownAt = this.clock.now();
        },
        () => undefined,
      )
      .finally(() => {
        this.reading = undefined;
      });
    return this.reading;
  }
}
