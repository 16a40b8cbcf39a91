import { TooLarge } from './http-failure';

/** In characters. One event is a few words, or one whole answer of a server that knows no pieces. */
const LARGEST_EVENT = 1024 * 1024;

/** The `data` of every event of a stream, as it comes; comments and other fields are passed over. */
export async function* eventData(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  for await (const batch of eventBatches(bytes)) yield* batch;
}

/** The same, with those together that arrived together: under load many do, and need no turn each. */
export async function* eventBatches(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  let data: string[] = [];
  let size = 0;
  for await (const piece of bytes) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    const batch: string[] = [];
    for (const line of lines) {
      if (line.startsWith('data:')) {
        data.push(line.slice(5).replace(/^ /, ''));
        size += line.length;
      }
      if (line === '' && data.length > 0) {
        batch.push(data.join('\n'));
        data = [];
        size = 0;
      }
    }
    if (batch.length > 0) yield batch;
    if (size + rest.length > LARGEST_EVENT) throw new TooLarge();
  }
}
