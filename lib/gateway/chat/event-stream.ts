import type { Clock } from '../clock';
import type { Note } from '../handled';
import type { Part } from '../ladder/provider';
import type { Restart } from '../ladder/restarts';
import { chunks, type Streamed } from './chunks';
import type { Envelope } from './completion';
import { withHeartbeats } from './heartbeats';

export const EVENT_STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache',
} as const;

export interface EventStreamOptions extends Pick<Streamed, 'includeUsage' | 'onRestart'> {
  readonly clock: Clock;
}

export interface EventStream {
  readonly body: AsyncIterable<string>;
  /** Settles with the last byte, or when its reader has left. */
  readonly ended: Promise<Note>;
}

/** The stream is made as it is read, no faster; leaving it closes the provider's own. */
export function eventStream(
  envelope: Envelope,
  parts: AsyncIterable<Part | Restart> | readonly Part[],
  { clock, ...options }: EventStreamOptions,
): EventStream {
  let onClosed: Streamed['onClosed'] = () => {};
  const ended = new Promise<Note>((resolve) => {
    onClosed = resolve;
  });
  return { body: withHeartbeats(chunks(envelope, parts, { onClosed, ...options }), clock), ended };
}
