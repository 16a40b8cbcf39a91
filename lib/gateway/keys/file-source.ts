import { readFile } from 'node:fs/promises';
import { parseDigests } from './digest';
import type { DigestsSource } from './key-ring';

/** Digests in a file, as a mounted secret: for plain Node and for clouds that mount theirs. */
export function fileSource(path: string): DigestsSource {
  return {
    read: async () => {
      const digests = parseDigests(await readFile(path, 'utf8'));
      if (digests === undefined) throw new Error(`${path} holds no key digests`);
      return digests;
    },
  };
}
