import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyImage } from '../../../lib/operations/mirror/copy-images';
import type { ImagePlace } from '../../../lib/operations/mirror/mirror-plan';
import { Registry } from '../../../lib/operations/mirror/registry';
import type { PublishedImage } from '../../../lib/topology/compute/images';
import { closeServers, type FakeRegistry, fakeRegistry, publish } from './support';

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'understudy-test-'));
});
afterEach(async () => {
  await closeServers();
  rmSync(cache, { recursive: true, force: true });
});

const image = (digest: string): PublishedImage => {
  return { registry: 'registry.example', path: 'vllm/vllm-openai', tag: 'v1', digest, mirroredAs: 'vllm-openai' };
};
const aws: ImagePlace = {
  cell: 'aws:eu-west-1',
  cloud: 'aws',
  region: 'eu-west-1',
  registry: 'own',
  path: 'a/vllm-openai',
};
const google: ImagePlace = {
  ...aws,
  cell: 'google:europe-west4',
  cloud: 'google',
  path: 'acme/servers/vllm/vllm-openai',
};

const copying = (publisher: FakeRegistry, own: FakeRegistry, credentials?: () => Promise<string>) => ({
  publisher: () => new Registry(fetch, publisher.url),
  own: () => new Registry(fetch, own.url, credentials),
  ...{ cache, say: () => {}, options: { fetch, wait: async () => {} } },
});
const asAws = async () => 'AWS:token';

test('an image is copied with all its platforms, under its digest and its tag', async () => {
  const [hub, own] = [await fakeRegistry('bearer'), await fakeRegistry('basic')];
  const digest = publish(hub);
  const result = await copyImage({ image: image(digest), places: [aws] }, copying(hub, own, asAws));
  expect(result).toEqual([{ cell: 'aws:eu-west-1', what: `vllm/vllm-openai@${digest}`, sent: 1, there: 0 }]);
  expect([...own.manifests.keys()].sort()).toEqual([...hub.manifests.keys()].sort());
  expect([...own.blobs.keys()].sort()).toEqual([...hub.blobs.keys()].sort());
  expect(own.asked.at(-2)).toBe('PUT /v2/a/vllm-openai/manifests/v1');
});

test('what is there is asked for by its digest alone, and a copy that was cut off is gone on with', async () => {
  const [hub, own] = [await fakeRegistry('bearer'), await fakeRegistry('basic')];
  const digest = publish(hub);
  const [first] = hub.blobs.keys();
  own.blobs.set(first, hub.blobs.get(first)!);
  await copyImage({ image: image(digest), places: [aws] }, copying(hub, own, asAws));
  expect(hub.asked.filter((line) => line.startsWith('GET') && line.includes(first.slice(7, 15)))).toEqual([]);
  hub.asked.length = 0;
  const again = await copyImage({ image: image(digest), places: [aws] }, copying(hub, own, asAws));
  expect(again).toEqual([expect.objectContaining({ sent: 0, there: 1 })]);
  expect(hub.asked).toEqual([]);
});

test('a layer that is not what its digest says is put nowhere', async () => {
  const [hub, own] = [await fakeRegistry('bearer'), await fakeRegistry('basic')];
  const digest = publish(hub);
  for (const [name, bytes] of hub.blobs) {
    if (bytes.toString() === 'what both share') hub.blobs.set(name, Buffer.from('what both spoil'));
  }
  const [result] = await copyImage({ image: image(digest), places: [aws] }, copying(hub, own, asAws));
  expect(result.failure).toContain('is not what its publisher says it is');
  expect([...own.manifests.keys()]).toEqual([]);
});

test('a manifest that is not what the digest says is refused, and so is a registry that lets nobody in', async () => {
  const [hub, own] = [await fakeRegistry('bearer'), await fakeRegistry('basic')];
  const digest = publish(hub);
  hub.manifests.set(digest, {
    type: 'application/vnd.oci.image.index.v1+json',
    bytes: Buffer.from('{"manifests":[]}'),
  });
  const [spoilt] = await copyImage({ image: image(digest), places: [aws] }, copying(hub, own, asAws));
  expect(spoilt.failure).toContain('is not what it says it is');
  const [closed] = await copyImage({ image: image(digest), places: [aws] }, copying(hub, own));
  expect(closed.failure).toContain('lets nobody in unknown');
});

test('on Google the registry is asked for what servers there ask for, each layer to its end', async () => {
  const own = await fakeRegistry('bearer');
  const digest = publish(own);
  const result = await copyImage({ image: image(digest), places: [google] }, copying(own, own));
  expect(result).toEqual([expect.objectContaining({ sent: 1 })]);
  const layers = own.asked.filter((line) => line.includes('/blobs/'));
  // The configuration and two layers of one platform of two.
  expect(layers).toHaveLength(3);
});
