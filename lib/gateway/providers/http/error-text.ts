import type { Incoming } from './incoming';
import { readText } from './read-text';

/** As much of an error's body as is read. */
const LARGEST_ERROR_BYTES = 64 * 1024;
/** And as long as is waited for it: who says that he fails need not be waited for to say why. */
const LONGEST_WAIT_MILLISECONDS = 250;

/** As much of a provider's own words, in characters, as an error passes on. */
export const LONGEST_MESSAGE = 500;

/** An error's body. Empty where it cannot be read, is too large or does not come: then the headers alone say enough. */
export async function errorText(body: Incoming): Promise<string> {
  const late = setTimeout(() => body.giveUp(), LONGEST_WAIT_MILLISECONDS);
  try {
    return await readText(body, LARGEST_ERROR_BYTES);
  } catch {
    return '';
  } finally {
    clearTimeout(late);
  }
}
