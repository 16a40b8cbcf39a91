import { STATE_OBJECTS } from '../../contract/environment';
import type { Bucket, Platform } from '../platform/platform';
import type { KeysPlace } from '../settings';
import { parseDigests } from './digest';
import { fileSource } from './file-source';
import type { DigestsSource } from './key-ring';
import { withLastGood } from './last-good-source';

/** The source of the digests that the settings name. */
export function digestsSource(keys: KeysPlace, platform: Pick<Platform, 'readSecret' | 'bucket'>): DigestsSource {
  if (keys.kind === 'file') return fileSource(keys.path);
  const bucket = platform.bucket(keys.copyBucket);
  return withLastGood(
    { read: async () => digestsOf(await platform.readSecret(keys.name)) },
    {
      read: async () => digestsOf(await bucket.get(STATE_OBJECTS.lastGoodDigests)),
      write: (digests) => bucket.put(STATE_OBJECTS.lastGoodDigests, JSON.stringify(digests)),
    },
  );
}

/** What the prober says of its key. */
export function proberDigest(bucket: Pick<Bucket, 'get'>): DigestsSource {
  return { read: async () => digestsOf(await bucket.get(STATE_OBJECTS.proberDigest)) };
}

function digestsOf(text: string | undefined) {
  const digests = text === undefined ? undefined : parseDigests(text);
  if (digests === undefined) throw new Error('these are no key digests');
  return digests;
}
