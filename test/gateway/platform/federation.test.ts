import { createHash, createHmac } from 'node:crypto';
import https from 'node:https';
import { webIdentity } from '../../../lib/gateway/platform/aws/web-identity';
import { federatedTokens } from '../../../lib/gateway/platform/google/federated-tokens';
import { FakeFederation } from '../support/fake-federation';
import { type Listening, listen } from '../support/listen';
import { ManualClock } from '../support/manual-clock';
import { onTime } from '../support/on-time';

/**
 * How a cell proves in one cloud who it is in the other. The answers have the shapes of the clouds' references; that they
 * accept it takes real accounts.
 */
const PROVIDER = '//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/jobs/providers/aws';
const ACCOUNT = 'jobs@acme-ai.iam.gserviceaccount.com';
const ROLE = 'arn:aws:iam::111122223333:role/assistant-jobs-google';
const SECRET = 'a-secret-access-key';

const environment = { ...process.env };
let clock: ManualClock;
let federation: FakeFederation;
let upstream: Listening;
beforeEach(async () => {
  clock = new ManualClock();
  federation = new FakeFederation(() => clock.now());
  upstream = await listen(federation.listener);
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: SECRET,
    AWS_SESSION_TOKEN: 'a-session',
    AWS_ENDPOINT_URL_STS: upstream.url,
  });
});
afterEach(async () => {
  process.env = { ...environment };
  jest.restoreAllMocks();
  await upstream.close();
});

describe('a cell on AWS, in Google', () => {
  const tokens = () =>
    federatedTokens({ provider: PROVIDER, account: ACCOUNT, region: 'eu-west-1', url: upstream.url }, clock);

  test('acts as the one account, for its database and its buckets, for an hour', async () => {
    const token = tokens();
    expect(await Promise.all([token(), token()])).toEqual(['owner', 'owner']);
    const { subjectToken, ...exchanged } = federation.exchanged[0];
    expect(exchanged).toEqual({
      audience: PROVIDER,
      grantType: 'urn:ietf:params:oauth:grant-type:token-exchange',
      requestedTokenType: 'urn:ietf:params:oauth:token-type:access_token',
      scope: 'https://www.googleapis.com/auth/cloud-platform',
      subjectTokenType: 'urn:ietf:params:aws:token-type:aws4_request',
    });
    expect(subjectToken).not.toContain(SECRET);
    expect(federation.impersonated).toEqual([
      {
        account: ACCOUNT,
        authorization: 'Bearer federated',
        body: {
          scope: ['https://www.googleapis.com/auth/datastore', 'https://www.googleapis.com/auth/devstorage.read_write'],
          lifetime: '3600s',
        },
      },
    ]);
  });

  test('lets Google ask the STS of its own Region who it is, for that provider alone', async () => {
    await tokens()();
    const signed = JSON.parse(decodeURIComponent(federation.exchanged[0].subjectToken));
    expect([signed.method, signed.url]).toEqual([
      'POST',
      'https://sts.eu-west-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15',
    ]);
    const headers = Object.fromEntries(
      signed.headers.map(({ key, value }: { key: string; value: string }) => [key.toLowerCase(), value]),
    );
    const date = new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '');
    expect(headers).toEqual({
      host: 'sts.eu-west-1.amazonaws.com',
      'x-amz-date': date,
      'x-amz-security-token': 'a-session',
      'x-goog-cloud-target-resource': PROVIDER,
      authorization: signature(headers, date),
    });
  });

  test('keeps its token until it is about to end, and uses it while nobody gives another', async () => {
    const token = tokens();
    await token();
    clock.pass(3000 * 1000);
    await token();
    expect(federation.impersonated).toHaveLength(1);
    federation.fault = 503;
    clock.pass(500 * 1000);
    expect(await token()).toBe('owner');
    clock.pass(200 * 1000);
    await expect(token()).rejects.toMatchObject({ status: 503 });
  });

  test('gives up on who never answers', async () => {
    federation.fault = 'silent';
    const taken = await onTime(100, async () => {
      const began = performance.now();
      await expect(tokens()()).rejects.toThrow();
      return performance.now() - began;
    });
    expect(taken).toBeLessThan(3000);
  });
});

describe('a cell on Google, in AWS', () => {
  const token = jest.fn(async () => 'a-token-of-google');
  const identity = () => webIdentity({ role: ROLE, session: 'google.europe-west4', region: 'eu-west-1', token }, clock);

  test('acts as the one role, in its own name', async () => {
    const credentials = await identity()();
    expect(credentials).toMatchObject({
      accessKeyId: 'ASIAEXAMPLE',
      secretAccessKey: 'secret',
      sessionToken: 'session',
      expiration: new Date(clock.now() + 3600 * 1000),
    });
    expect(federation.assumed).toEqual([
      {
        Action: 'AssumeRoleWithWebIdentity',
        Version: '2011-06-15',
        RoleArn: ROLE,
        RoleSessionName: 'google.europe-west4',
        WebIdentityToken: 'a-token-of-google',
      },
    ]);
  });

  test('asks no other STS than its Region’s', async () => {
    delete process.env.AWS_ENDPOINT_URL_STS;
    const asked: unknown[] = [];
    jest.spyOn(https, 'request').mockImplementation((options: unknown) => {
      asked.push((options as { host?: string }).host);
      throw new Error('nobody is to be called');
    });
    await expect(identity()()).rejects.toThrow();
    expect(asked).toEqual(['sts.eu-west-1.amazonaws.com']);
  });

  test('asks once for all of its clients, and anew before the end', async () => {
    const mine = identity();
    await Promise.all([mine(), mine()]);
    await mine();
    expect(federation.assumed).toHaveLength(1);
    clock.pass(3400 * 1000);
    await mine();
    await mine();
    expect(federation.assumed.length).toBeLessThanOrEqual(2);
    federation.fault = 500;
    await expect(identity()()).rejects.toThrow();
  });
});

/** The signature of the question, worked out from AWS's description of it. */
function signature(headers: Readonly<Record<string, string>>, date: string): string {
  const names = ['host', 'x-amz-date', 'x-amz-security-token', 'x-goog-cloud-target-resource'];
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const canonical = [
    'POST',
    '/',
    'Action=GetCallerIdentity&Version=2011-06-15',
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    sha256(''),
  ].join('\n');
  const scope = `${date.slice(0, 8)}/eu-west-1/sts/aws4_request`;
  const signed = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const key = scope.split('/').reduce<string | Buffer>((made, part) => hmac(made, part), `AWS4${SECRET}`);
  const result = createHmac('sha256', key).update(signed).digest('hex');
  return `AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE/${scope}, SignedHeaders=${names.join(';')}, Signature=${result}`;
}
