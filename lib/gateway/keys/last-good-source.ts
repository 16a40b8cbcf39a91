import type { KeyDigests } from '../../contract/environment';
import type { DigestsSource } from './key-ring';

/** Where a copy of the digests is kept. Both reject when they cannot. */
export interface DigestsCopy extends DigestsSource {
  write(digests: KeyDigests): Promise<void>;
}

/**
 * Reads a source and keeps a copy of what it said. A cold start while the source is dark reads the copy; one with
 * digests in hand keeps those, which are as good.
 */
export function withLastGood(source: DigestsSource, copy: DigestsCopy): DigestsSource {
  let knows = false;
  let copied: string | undefined;
  return {
    read: async () => {
      let digests: KeyDigests;
      try {
        digests = await source.read();
      } catch (error) {
        if (knows) throw error;
        return copy.read();
      }
      knows = true;
      const text = JSON.stringify(digests);
      if (text !== copied) {
        // Nobody waits for the copy, and one that fails is tried again with the next reading.
        const written = () => {
          copied = text;
        };
        copy.write(digests).then(written, () => undefined);
      }
      return digests;
    },
  };
}
