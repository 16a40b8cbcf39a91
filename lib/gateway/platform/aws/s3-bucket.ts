import { lazy } from '../../lazy';
import type { Bucket } from '../platform';

/** How long one call may take in all: a prober waits two seconds, and an answer that says `unknown` must fit in. */
const TIMEOUT_MILLISECONDS = 1000;

/** The SDK is loaded with the first call. */
export function s3Bucket(name: string, region: string): Bucket {
  const sdk = lazy(async () => {
    const s3 = await import('@aws-sdk/client-s3');
    // Another endpoint is a machine of its own, which knows no host name for every bucket.
    const forcePathStyle = (process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL) !== undefined;
    return { ...s3, client: new s3.S3Client({ region, maxAttempts: 1, forcePathStyle }) };
  });
  const withinTime = () => ({ abortSignal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });

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
    put: async (key, text) => {
      const { client, PutObjectCommand } = await sdk();
      const object = { Bucket: name, Key: key, Body: text, ContentType: 'application/json' };
      await client.send(new PutObjectCommand(object), withinTime());
    },
  };
}
