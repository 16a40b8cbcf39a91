import { createHash, randomBytes } from 'node:crypto';
import { type KeyDigests, STATE_OBJECTS } from '../../contract/environment';
import type { Bucket } from '../platform/platform';

/** The prober's own key: 256 random bits of this process, known to the gateway by their digest in the cell's bucket. */
export class OwnKey {
  public readonly text = `usp_${randomBytes(32).toString('base64url')}`;
  private told = false;

  public constructor(private readonly bucket: Pick<Bucket, 'put'>) {}

  /** Tells the gateway, unless it was told already. Where that fails the gateway knows nobody, and rounds say so. */
  public async tell(): Promise<void> {
    if (this.told) return;
    const digests: KeyDigests = { digests: [createHash('sha256').update(this.text).digest('hex')] };
    await this.bucket.put(STATE_OBJECTS.proberDigest, JSON.stringify(digests)).then(
      () => {
        this.told = true;
      },
      () => undefined,
    );
  }

  /** The gateway did not know it: another prober has started since. */
  public refused(): void {
    this.told = false;
  }
}
