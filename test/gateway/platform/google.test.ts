import { accessTokens } from '../../../lib/gateway/platform/google/access-tokens';
import { identityTokens } from '../../../lib/gateway/platform/google/identity-tokens';
import type { GooglePlatform } from '../../../lib/gateway/platform/platform';
import { platformOf } from '../../../lib/gateway/platform/platform-of';
import { FakeGoogle } from '../support/fake-google';
import { type Listening, listen } from '../support/listen';
import { ManualClock } from '../support/manual-clock';
import { onTime } from '../support/on-time';
import { until } from '../support/until';

let google: FakeGoogle;
let upstream: Listening;
let clock: ManualClock;
let platform: GooglePlatform;
beforeEach(async () => {
  clock = new ManualClock();
  google = new FakeGoogle(() => clock.now());
  upstream = await listen(google.listener);
  const environment = {
    GCE_METADATA_HOST: new URL(upstream.url).host,
    UNDERSTUDY_GOOGLE_SECRETS_URL: upstream.url,
    UNDERSTUDY_GOOGLE_STORAGE_URL: upstream.url,
  };
  const place = { cloud: 'google', region: 'europe-west4', project: 'acme-ai' } as const;
  platform = platformOf(place, environment, clock) as GooglePlatform;
});
afterEach(() => upstream.close());

describe('the access token', () => {
  const token = () => platform.accessToken();

  test('is asked for with the first use, once for all who ask at the same time', async () => {
    expect(google.tokensGiven).toBe(0);
    expect(await Promise.all([token(), token(), token()])).toEqual(['token-1', 'token-1', 'token-1']);
    expect(await token()).toBe('token-1');
    expect(google.tokensGiven).toBe(1);
  });

  test('is renewed shortly before it expires, and nobody waits for that', async () => {
    await token();
    google.token = 'token-2';
    clock.pass((3600 - 226) * 1000);
    expect(await token()).toBe('token-1');
    expect(google.tokensGiven).toBe(1);
    clock.pass(1000);
    expect(await token()).toBe('token-1');
    await until(() => google.tokensGiven === 2);
    while ((await token()) !== 'token-2') await new Promise(setImmediate);
    expect(google.tokensGiven).toBe(2);
  });

  test('that has expired is no token: the next is waited for', async () => {
    await token();
    google.token = 'token-2';
    clock.pass(3600 * 1000);
    expect(await token()).toBe('token-2');
  });

  test.each([500, 'silent'] as const)('in hand is good while the metadata server is dark (%s)', async (fault) => {
    await token();
    google.tokenFault = fault;
    clock.pass((3600 - 60) * 1000);
    expect(await token()).toBe('token-1');
    if (fault === 'silent') return;
    clock.pass(60 * 1000);
    await expect(token()).rejects.toMatchObject({ status: 500 });
    google.tokenFault = undefined;
    expect(await token()).toBe('token-1');
  });

  test('that is none is refused', async () => {
    const odd = await listen((_request, response) => response.end('{"access_token":7}'));
    await expect(accessTokens(new URL(odd.url).host, clock)()).rejects.toThrow('no token');
    await odd.close();
  });
});

describe('an identity token', () => {
  const AUDIENCE = 'https://own-1.europe-west4.run.app';

  test('is for one audience, and asked for once until it is about to end', async () => {
    const token = platform.identityTokens(AUDIENCE);
    const [first] = await Promise.all([token(), token()]);
    expect(await token()).toBe(first);
    expect(google.audiences).toEqual([AUDIENCE]);
    clock.pass((3600 - 100) * 1000);
    expect(await token()).toBe(first);
    await until(() => google.audiences.length === 2);
  });

  test('that was made earlier ends when it says, not in an hour', async () => {
    google.identitySeconds = 600;
    const token = platform.identityTokens(AUDIENCE);
    const first = await token();
    clock.pass(601 * 1000);
    expect(await token()).not.toBe(first);
  });

  test('that is none is refused', async () => {
    const odd = await listen((_request, response) => response.end('<html>'));
    await expect(identityTokens(new URL(odd.url).host, AUDIENCE, clock)()).rejects.toThrow('no token');
    await odd.close();
  });
});

describe('the bucket', () => {
  const bucket = () => platform.bucket('state');

  test('gives back what was put', async () => {
    await bucket().put('keys/last-good.json', '{"digests":[]}');
    expect([...google.objects]).toEqual([['state/keys/last-good.json', '{"digests":[]}']]);
    expect(await bucket().get('keys/last-good.json')).toBe('{"digests":[]}');
    google.objects.set('state/health/google:europe-west4.json', 'good');
    expect(await bucket().get('health/google:europe-west4.json')).toBe('good');
  });

  test('creates what is not there, and leaves what is', async () => {
    expect(await bucket().create('health/new.json', 'first')).toBe(true);
    expect(await bucket().create('health/new.json', 'second')).toBe(false);
    expect(await bucket().get('health/new.json')).toBe('first');
    google.fault = 500;
    await expect(bucket().create('health/other.json', '')).rejects.toMatchObject({ status: 500 });
  });

  test('knows that an object is not there', async () => {
    expect(await bucket().get('health/google:europe-west4.json')).toBeUndefined();
  });

  test.each([403, 500])('does not take status %i for it, and names what Google calls it', async (fault) => {
    await platform.accessToken();
    google.fault = fault;
    await expect(bucket().get('x')).rejects.toMatchObject({ name: 'INTERNAL', status: fault });
    await expect(bucket().put('x', '')).rejects.toMatchObject({ name: 'INTERNAL', status: fault });
  });

  test.each(['the token', 'the object'])('gives up well within a prober’s two seconds when %s hangs', async (what) => {
    if (what === 'the token') google.tokenFault = 'silent';
    else {
      await platform.accessToken();
      google.fault = 'silent';
    }
    const taken = await onTime(100, async () => {
      const asked = performance.now();
      await expect(bucket().get('x')).rejects.toThrow();
      return performance.now() - asked;
    });
    expect(taken).toBeLessThan(1800);
  });
});

describe('the secrets', () => {
  test('are read by their names, which may be those of another cloud', async () => {
    google.secrets.set('acme-ai/understudy-llm', 'kä');
    expect(await platform.readSecret('understudy-llm')).toBe('kä');
    expect(await platform.readSecret('understudy/llm')).toBe('kä');
  });

  test('reject what is not there', async () => {
    await expect(platform.readSecret('none')).rejects.toMatchObject({ name: 'NOT_FOUND', status: 404 });
  });
});
