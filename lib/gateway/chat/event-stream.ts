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
  /** Settles with the last byte: how a stream ended that did not end as it should. */
  readonly ended: Promise<Note>;
}

/** The stream is made as it is read, no faster; leaving it closes the provider's own. */
export function eventStream(
  envelope: Envelope,
  parts: AsyncIterable<Part | Restart> | readonly Part[],
  { clock, ...options }: EventStreamOptions,
): EventStream {
  let note: Note = { broken: 'abandoned' };
  let end: (note: Note) => void;
  const ended = new Promise<Note>((resolve) => {
    end = resolve;
  });
  async function* events(): AsyncGenerator<string> {
    let whole: Note = {};
    const onEnd: Streamed['onEnd'] = (finishReason, usage) => {
      whole = { finishReason, ...usage };
    };
    const onBroken = (failure: string) => {
      note = { broken: failure };
    };
    try {
      yield* withHeartbeats(chunks(envelope, parts, { ...options, onEnd, onBroken }), clock);
      if (note.broken === 'abandoned') note = whole;
    } finally {
      end(note);
    }
  }
  return { body: events(), ended };
}
