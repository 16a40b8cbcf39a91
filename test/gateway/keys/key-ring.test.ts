import { type DigestsSource, KeyRing } from '../../../lib/gateway/keys/key-ring';
import { withLastGood } from '../../../lib/gateway/keys/last-good-source';
import { digestsSource } from '../../../lib/gateway/keys/source-of';
import { digestOf } from '../support/fleet';
import { ManualClock } from '../support/manual-clock';

const dark: DigestsSource = { read: () => Promise.reject(new Error('dark')) };
const of = (...keys: string[]) => ({ digests: keys.map(digestOf) });
const holding = (...keys: string[]): DigestsSource => ({ read: async () => of(...keys) });
function counted(digests: () => ReturnType<typeof of>) {
  let reads = 0;
  const read = async () => {
    reads += 1;
    return digests();
  };
  return { source: { read }, reads: () => reads };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

test.each([
  ['a known key', holding('a', 'b'), 'b', 'admitted'],
  ['an unknown key', holding('a'), 'b', 'unknown-key'],
  ['any key while the digests cannot be read', dark, 'a', 'keys-unavailable'],
])('%s', async (_case, source, key, admission) => {
  expect(await new KeyRing(source, new ManualClock()).admit(key)).toBe(admission);
});

test('a revoked key is out after a minute and one more request', async () => {
  const clock = new ManualClock();
  let keys = of('a', 'b');
  const ring = new KeyRing({ read: async () => keys }, clock);
  await ring.admit('a');
  keys = of('b');
  clock.pass(60_000);
  await ring.admit('a');
  await settle();
  expect(await ring.admit('a')).toBe('unknown-key');
});

describe('the last good copy', () => {
  function copyOf(initial?: ReturnType<typeof of>) {
    const copy = { held: initial, writes: 0, fails: false };
    return {
      copy,
      source: {
        read: async () => copy.held ?? Promise.reject(new Error('no copy')),
        write: async (digests: ReturnType<typeof of>) => {
          copy.writes += 1;
          if (copy.fails) throw new Error('dark');
          copy.held = digests;
        },
      },
    };
  }

  test('is written with what was read, once', async () => {
    const { copy, source } = copyOf();
    const both = withLastGood(holding('a'), source);
    await both.read();
    await settle();
    await both.read();
    expect(copy).toMatchObject({ held: of('a'), writes: 1 });
  });

  test('is written again after it failed, and its failure hurts nobody', async () => {
    const { copy, source } = copyOf();
    copy.fails = true;
    const both = withLastGood(holding('a'), source);
    expect(await both.read()).toEqual(of('a'));
    await settle();
    copy.fails = false;
    await both.read();
    expect(copy).toMatchObject({ held: of('a'), writes: 2 });
  });

  test('serves a cold start while the source is dark', async () => {
    const { source } = copyOf(of('a'));
    expect(await new KeyRing(withLastGood(dark, source), new ManualClock()).admit('a')).toBe('admitted');
  });

  test('never replaces digests that are in hand', async () => {
    const { copy, source } = copyOf();
    let live: DigestsSource = holding('b');
    const both = withLastGood({ read: () => live.read() }, source);
    await both.read();
    live = dark;
    copy.held = of('a');
    await expect(both.read()).rejects.toThrow('dark');
  });

  test('without source and copy nobody is let in', async () => {
    const { source } = copyOf();
    expect(await new KeyRing(withLastGood(dark, source), new ManualClock()).admit('a')).toBe('keys-unavailable');
  });

  test('lies in the bucket that the settings name, under its fixed name', async () => {
    const objects = new Map<string, string>();
    const bucket = (name: string) => ({
      get: async (key: string) => objects.get(`${name}/${key}`),
      put: async (key: string, text: string) => void objects.set(`${name}/${key}`, text),
      create: async () => false,
    });
    const secrets = new Map([['svc/gateway-keys', JSON.stringify(of('a'))]]);
    const readSecret = async (name: string) => secrets.get(name) ?? Promise.reject(new Error('dark'));
    const place = { kind: 'secret', name: 'svc/gateway-keys', copyBucket: 'state' } as const;
    const source = () => digestsSource(place, { readSecret, bucket });
    await source().read();
    await settle();
    expect([...objects]).toEqual([['state/keys/last-good.json', JSON.stringify(of('a'))]]);

    secrets.clear();
    expect(await source().read()).toEqual(of('a'));
    objects.set('state/keys/last-good.json', 'torn');
    await expect(source().read()).rejects.toThrow();
  });
});

test('a key is let in as soon as the secret knows it, though the digests in hand are younger than a minute', async () => {
  const clock = new ManualClock();
  let keys = of('a');
  const { source, reads } = counted(() => keys);
  const ring = new KeyRing(source, clock);
  await ring.admit('a');
  keys = of('a', 'b');
  clock.pass(10_000);
  expect(await ring.admit('b')).toBe('admitted');
  expect(reads()).toBe(2);
});

test('a flood of false keys costs one reading in ten seconds', async () => {
  const clock = new ManualClock();
  const { source, reads } = counted(() => of('a'));
  const ring = new KeyRing(source, clock);
  for (let request = 0; request < 100; request++) {
    expect(await ring.admit(`false ${request}`)).toBe('unknown-key');
    clock.pass(100);
  }
  expect(reads()).toBe(1);
});

test('while the secret is dark, what is known holds for old keys and for new ones', async () => {
  const clock = new ManualClock();
  let source: DigestsSource = holding('a');
  const ring = new KeyRing({ read: () => source.read() }, clock);
  await ring.admit('a');
  source = dark;
  clock.pass(30_000);
  expect(await ring.admit('b')).toBe('unknown-key');
  expect(await ring.admit('a')).toBe('admitted');
});
