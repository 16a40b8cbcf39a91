import { StringDecoder } from 'node:string_decoder';
import { TooLarge } from './http-failure';

/** In characters. One event is a few words, or one whole answer of a server that knows no pieces. */
const LARGEST_EVENT = 1024 * 1024;

/** Understands a stream of events, piece by piece. */
export class EventReader {
  private readonly decoder = new StringDecoder('utf8');
  private begun = false;
  /** Of a line that has not ended. */
  private rest = '';
  /** Of an event that has not ended. */
  private data: string | undefined;

  /** The `data` of every event that a piece completes; comments and other fields are passed over. */
  public read(piece: Uint8Array): readonly string[] {
    const text = plainLines(this.rest + this.decode(piece));
    const events: string[] = [];
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      if (text.startsWith('data:', from)) this.add(text.slice(text[from + 5] === ' ' ? from + 6 : from + 5, end));
      if (end === from && this.data !== undefined) {
        events.push(this.data);
        this.data = undefined;
      }
      from = end + 1;
    }
    this.rest = text.slice(from);
    if (this.rest.length + (this.data?.length ?? 0) > LARGEST_EVENT) throw new TooLarge();
    return events;
  }

  private add(line: string): void {
    this.data = this.data === undefined ? line : `${this.data}\n${line}`;
  }

  /** A byte order mark may stand first, and says nothing. */
  private decode(piece: Uint8Array): string {
    const text = this.decoder.write(piece as Buffer);
    if (this.begun || text === '') return text;
    this.begun = true;
    return text.startsWith('\ufeff') ? text.slice(1) : text;
  }
}

/** Lines that end alike, as most servers' do. What ends with a carriage return may go on with a line feed. */
function plainLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n|\r(?!$)/g, '\n') : text;
}

/** The `data` of every event of a stream, as it comes. */
export async function* eventData(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const reader = new EventReader();
  for await (const piece of bytes) for (const data of reader.read(piece)) yield data;
}
