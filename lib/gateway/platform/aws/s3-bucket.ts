import { lazy } from '../../lazy';
import type { Bucket } from '../platform';
import type { Identity } from './web-identity';

/** How long one call may take in all: a prober waits two seconds, and an answer that says `unknown` must fit in. */
const TIMEOUT_MILLISECONDS = 1000;

/**
 * What S3 says where an object was to be new and is not, or somebody writes it just now.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
const TAKEN = ['PreconditionFailed', 'ConditionalRequestConflict'];

/**
 * The SDK is loaded with the first call.
 * @param credentials whom the cell acts as; by default itself
 */
export function s3Bucket(
  name: string,
  region: string,
  timeoutMilliseconds = TIMEOUT_MILLISECONDS,
  credentials?: Identity,
): Bucket {
  const sdk = lazy(async () => {
    const s3 = await import('@aws-sdk/client-s3');
    // Another endpoint is a machine of its own, which knows no host name for every bucket.
    const forcePathStyle = (process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL) !== undefined;
    return { ...s3, client: new s3.S3Client({ region, credentials, maxAttempts: 1, forcePathStyle }) };
  });
  const withinTime = () => ({ abortSignal: AbortSignal.timeout(timeoutMilliseconds) });
  const put = async (key: string, text: string, condition: { readonly IfNoneMatch?: string } = {}) => {
    const { client, PutObjectCommand } = await sdk();
    const object = { Bucket: name, Key: key, Body: text, ContentType: 'application/json', ...condition };
    await client.send(new PutObjectCommand(object), withinTime());
  };

  return {
    get: async (key) => {
      const { client, GetObjectCommand } = await sdk();
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key: key }), withinTime());
        return await Body?.transformToString();
      } catch (error) {
        if ((error as Error).name === 'NoSuchKey') return undefined;
        throw error;
      }
    },
    put: (key, text) => put(key, text),
    create: async (key, text) => {
      try {
        await put(key, text, { IfNoneMatch: '*' });
        return true;
      } catch (error) {
        if (TAKEN.includes((error as Error).name)) return false;
        throw error;
      }
    },
  };
}
