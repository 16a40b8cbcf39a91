import { StringDecoder } from 'node:string_decoder';
import { TooLarge } from './http-failure';

/** In characters. One event is a few words, or one whole answer of a server that knows no pieces. */
const LARGEST_EVENT = 1024 * 1024;

/** Understands a stream of events, piece by piece. */
export class EventReader {
  private readonly decoder = new StringDecoder('utf8');
  private rest: string | undefined;
  private data: string[] = [];
  private size = 0;

  /** The `data` of every event that a piece completes; comments and other fields are passed over. */
  public read(piece: Uint8Array): readonly string[] {
    const text = this.decoder.write(piece as Buffer);
    const lines = linesOf(this.rest === undefined ? text.replace(/^\ufeff/, '') : this.rest + text);
    this.rest = lines.pop() ?? '';
    const events: string[] = [];
    for (const line of lines) {
      if (line.startsWith('data:')) {
        this.data.push(line.slice(line[5] === ' ' ? 6 : 5));
        this.size += line.length;
      }
      if (line === '' && this.data.length > 0) {
        events.push(this.data.join('\n'));
        this.data = [];
        this.size = 0;
      }
    }
    if (this.size + this.rest.length > LARGEST_EVENT) throw new TooLarge();
    return events;
  }
}

/** Most servers end their lines alike, and need no expression to find it. */
function linesOf(text: string): string[] {
  return text.includes('\r') ? text.split(/\r\n|\n|\r(?!$)/) : text.split('\n');
}

/** The `data` of every event of a stream, as it comes. */
export async function* eventData(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const reader = new EventReader();
  for await (const piece of bytes) for (const data of reader.read(piece)) yield data;
}
