import type { Bucket } from '../platform';
import { type GoogleApi, GoogleRefusal } from './google-api';

/** How long one call may take in all: a prober waits two seconds, and an answer that says `unknown` must fit in. */
const TIMEOUT_MILLISECONDS = 1000;

/**
 * Objects of a bucket of Cloud Storage, through its JSON API.
 * @see https://docs.cloud.google.com/storage/docs/json_api/v1/objects
 */
export function gcsBucket(api: GoogleApi, name: string, within = TIMEOUT_MILLISECONDS): Bucket {
  const bucket = `b/${encodeURIComponent(name)}/o`;
  const put = async (key: string, text: string, condition = '') => {
    const path = `/upload/storage/v1/${bucket}?uploadType=media&name=${encodeURIComponent(key)}${condition}`;
    await api.call({ method: 'POST', path, body: text, within });
  };

  return {
    get: async (key) => {
      const path = `/storage/v1/${bucket}/${encodeURIComponent(key)}?alt=media`;
      try {
        return await api.call({ method: 'GET', path, within });
      } catch (error) {
        if (error instanceof GoogleRefusal && error.status === 404) return undefined;
        throw error;
      }
    },
    put,
    create: async (key, text) => {
      try {
        // No generation of it: there is no such object.
        await put(key, text, '&ifGenerationMatch=0');
        return true;
      } catch (error) {
        if (error instanceof GoogleRefusal && error.status === 412) return false;
        throw error;
      }
    },
  };
}
