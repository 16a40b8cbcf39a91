import { readText } from './read-text';

/** As much of an error's body as is read. */
const LARGEST_ERROR_BYTES = 64 * 1024;

/** As much of a provider's own words, in characters, as an error passes on. */
export const LONGEST_MESSAGE = 500;

/** An error's body. Empty where it cannot be read: then the headers alone say enough. */
export function errorText(body: AsyncIterable<Uint8Array>): Promise<string> {
  return readText(body, LARGEST_ERROR_BYTES).catch(() => '');
}
