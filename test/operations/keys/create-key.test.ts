import { createHash } from 'node:crypto';
import { isKnownKey } from '../../../lib/gateway/keys/digest';
import { createKey } from '../../../lib/operations/keys/create-key';

test('a key is 256 random bits behind a prefix that scanners can know it by', () => {
  const { key } = createKey((bytes) => Buffer.alloc(bytes, 0xff));
  expect(key).toBe(`usk_${'_'.repeat(42)}8`);
  expect(Buffer.from(key.slice(4), 'base64url')).toHaveLength(32);
});

test('its digest is the SHA-256 of the whole key', () => {
  const { key, digest } = createKey();
  expect(digest).toBe(createHash('sha256').update(key).digest('hex'));
});

test('the gateway knows the key by its digest, and no other key', () => {
  const { key, digest } = createKey();
  expect(isKnownKey(key, { digests: [digest] })).toBe(true);
  expect(isKnownKey(createKey().key, { digests: [digest] })).toBe(false);
});
