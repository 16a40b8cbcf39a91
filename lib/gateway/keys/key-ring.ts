import type { KeyDigests } from '../../contract/environment';
import type { Clock } from '../clock';
import { Refreshed } from '../refreshed';
import { isKnownKey } from './digest';

/** Where the digests of the API keys come from. */
export interface DigestsSource {
  /** Rejects when they cannot be read. */
  read(): Promise<KeyDigests>;
}

export type Admission = 'admitted' | 'unknown-key' | 'keys-unavailable';

const REFRESH_AFTER_MILLISECONDS = 60_000;
/** A sandbox that slept longer asks before it admits: a key may have been revoked meanwhile. */
const WAIT_AFTER_MILLISECONDS = 600_000;
/**
 * Who comes with an unknown key may have got it a moment ago, so nobody is turned away by what was known before that. A
 * flood of false keys costs one reading in so long.
 */
const REFUSE_BY_MILLISECONDS = 10_000;

/** Knows who may call. */
export class KeyRing {
  private readonly digests: Refreshed<KeyDigests>;

  public constructor(source: DigestsSource, clock: Clock) {
    this.digests = new Refreshed(() => source.read(), {
      clock,
      refreshAfter: REFRESH_AFTER_MILLISECONDS,
      waitAfter: WAIT_AFTER_MILLISECONDS,
    });
  }

  public async admit(key: string): Promise<Admission> {
    const digests = await this.digests.get();
    if (digests === undefined) return 'keys-unavailable';
    if (isKnownKey(key, digests)) return 'admitted';
    const latest = await this.digests.notOlderThan(REFUSE_BY_MILLISECONDS);
    return latest !== undefined && isKnownKey(key, latest) ? 'admitted' : 'unknown-key';
  }
}
