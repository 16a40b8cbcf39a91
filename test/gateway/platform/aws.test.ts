import { s3Bucket } from '../../../lib/gateway/platform/aws/s3-bucket';
import { secretsManager } from '../../../lib/gateway/platform/aws/secrets-manager';
import { FakeAws } from '../support/fake-aws';
import { type Listening, listen } from '../support/listen';
import { onTime } from '../support/on-time';

const aws = new FakeAws();
const environment = { ...process.env };
let upstream: Listening;

beforeAll(async () => {
  upstream = await listen(aws.listener);
  Object.assign(process.env, { AWS_ENDPOINT_URL: upstream.url, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' });
});
afterAll(async () => {
  process.env = environment;
  await upstream.close();
});
beforeEach(() => {
  aws.fault = undefined;
  aws.objects.clear();
});

describe('the bucket', () => {
  const bucket = s3Bucket('state', 'eu-west-1');

  test('gives back what was put', async () => {
    await bucket.put('keys/last-good.json', '{"digests":[]}');
    expect(await bucket.get('keys/last-good.json')).toBe('{"digests":[]}');
    expect([...aws.objects.keys()]).toEqual(['/state/keys/last-good.json']);
  });

  test('creates what is not there, and leaves what is', async () => {
    expect(await bucket.create('health/new.json', 'first')).toBe(true);
    expect(await bucket.create('health/new.json', 'second')).toBe(false);
    expect(await bucket.get('health/new.json')).toBe('first');
    aws.fault = 500;
    await expect(bucket.create('health/other.json', '')).rejects.toThrow();
  });

  test('knows that an object is not there', async () => {
    expect(await bucket.get('health/aws:eu-west-1.json')).toBeUndefined();
  });

  test.each([403, 500])('does not take status %i for it', async (status) => {
    aws.fault = status;
    await expect(bucket.get('health/aws:eu-west-1.json')).rejects.toThrow();
  });

  test('gives up well within a prober’s two seconds', async () => {
    aws.fault = 'silent';
    const taken = await onTime(100, async () => {
      const asked = performance.now();
      await expect(bucket.get('health/aws:eu-west-1.json')).rejects.toThrow();
      return performance.now() - asked;
    });
    expect(taken).toBeLessThan(1800);
  });
});

describe('the secrets', () => {
  const read = secretsManager('eu-west-1');

  test('are read by their names', async () => {
    aws.secrets.set('understudy/llm', 'k');
    expect(await read('understudy/llm')).toBe('k');
  });

  test('reject what is not there', async () => {
    await expect(read('understudy/none')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
