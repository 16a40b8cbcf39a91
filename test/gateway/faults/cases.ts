import type { Timeouts } from '../../../lib/contract/ladder';
import {
  answering,
  type Behaviour,
  type Call,
  delta,
  event,
  piece,
  response,
  STOP,
  STREAM_END,
  STREAM_HEAD,
  WHOLE,
} from './faulty-upstream';

/**
 * Of the faulty rung, in seconds, where a fault is to meet them; short, so that the suite is. Elsewhere it has those of
 * every rung: a busy machine must not be taken for a fault.
 */
export const TIMEOUTS = { headersSeconds: 0.3, firstTokenSeconds: 0.6, idleSeconds: 0.3, totalSeconds: 0.8 } as const;

/** How long is waited for an error to say why. */
const ERROR_BODY_SECONDS = 0.25;

/** What the caller got. */
export type Got =
  /** A whole answer of the second rung, and why it was not the first's. */
  | { readonly kind: 'second'; readonly reason: string }
  | { readonly kind: 'first' }
  | { readonly kind: 'error'; readonly status: number; readonly code: string }
  /** The beginning of the first rung's stream, and an error event. */
  | { readonly kind: 'broken'; readonly reason: string };

export interface Expected {
  readonly got: Got;
  /** What the rung's time-outs cost, in seconds; 0 where the fault shows at once. */
  readonly after: number;
  /** The faulty rung's, where the fault is to meet them. */
  readonly timeouts?: Timeouts;
  /** How often the upstream was called. */
  readonly calls: number;
}

export interface FaultCase {
  readonly fault: string;
  readonly behaviour: Behaviour;
  /** Where the first rung is looked for, when it is not at the upstream's own address. */
  readonly url?: (port: number) => string;
  /** Left out where it does not apply. */
  readonly whole?: Expected;
  readonly streamed?: Expected;
}

const second = (reason: string, after = 0, calls = 1): Expected => ({ got: { kind: 'second', reason }, after, calls });
const broken = (reason: string, after = 0): Expected => ({ got: { kind: 'broken', reason }, after, calls: 1 });
const error = (status: number, code: string): Expected => ({
  got: { kind: 'error', status, code },
  after: 0,
  calls: 1,
});
const timedOut = (after: number): Expected => ({ ...second('timeout', after), timeouts: TIMEOUTS });
const { idleSeconds } = TIMEOUTS;
const stalled: Expected = { ...broken('stalled', idleSeconds), timeouts: { idleSeconds } };
const both = (expected: Expected) => ({ whole: expected, streamed: expected });

const stream =
  (...pieces: string[]) =>
  (call: Call) => {
    call.socket.write(STREAM_HEAD + pieces.join(''));
  };
const status =
  (code: number, body = '{"error":{"message":"refused"}}', headers = {}): Behaviour =>
  ({ socket }) =>
    socket.write(response(code, body, headers));
const ok =
  (body: string): Behaviour =>
  ({ socket }) =>
    socket.write(response(200, body));
const page = '<!doctype html><html><body>Welcome to the captive portal</body></html>';
/** Half of a whole answer, or a stream's beginning. */
const half: Behaviour = (call) => {
  if (call.stream) stream(delta('from '))(call);
  else call.socket.write(response(200, WHOLE).slice(0, -20));
};
/** After what was written has gone out. */
const then =
  (first: Behaviour, next: (call: Call) => void): Behaviour =>
  (call) => {
    first(call);
    setTimeout(() => next(call), 30);
  };

export const CASES: readonly FaultCase[] = [
  {
    fault: 'connection refused',
    behaviour: answering,
    // The discard service's port: nobody listens there.
    url: () => 'http://127.0.0.1:9/v1',
    ...both(second('unreachable', 0, 0)),
  },
  {
    fault: 'reset before headers',
    behaviour: ({ socket }) => socket.resetAndDestroy(),
    ...both(second('unreachable')),
  },
  {
    fault: 'reset in the middle of the body',
    behaviour: then(half, ({ socket }) => socket.resetAndDestroy()),
    whole: second('unreachable'),
    streamed: broken('unreachable'),
  },
  {
    fault: 'silent before headers',
    behaviour: () => undefined,
    whole: timedOut(TIMEOUTS.totalSeconds),
    streamed: timedOut(TIMEOUTS.headersSeconds),
  },
  {
    fault: 'silent after headers',
    behaviour: (call) => {
      if (call.stream) stream()(call);
      else call.socket.write(`${response(200, WHOLE).split('\r\n\r\n')[0]}\r\n\r\n`);
    },
    whole: timedOut(TIMEOUTS.totalSeconds),
    streamed: timedOut(TIMEOUTS.firstTokenSeconds),
  },
  {
    fault: 'comments instead of a first token',
    behaviour: (call) => {
      stream(piece(': ping\n\n'))(call);
      const pings = setInterval(() => call.socket.write(piece(': ping\n\n')), 50);
      call.socket.once('close', () => clearInterval(pings));
    },
    streamed: timedOut(TIMEOUTS.firstTokenSeconds),
  },
  {
    fault: 'slow first token',
    behaviour: (call) => {
      if (call.stream) stream()(call);
      const late = setTimeout(() => {
        if (call.stream) call.socket.write(delta('late') + STOP + STREAM_END);
        else call.socket.write(response(200, WHOLE));
      }, 1500);
      call.socket.once('close', () => clearTimeout(late));
    },
    whole: timedOut(TIMEOUTS.totalSeconds),
    streamed: timedOut(TIMEOUTS.firstTokenSeconds),
  },
  {
    fault: 'stall in the middle',
    behaviour: half,
    whole: timedOut(TIMEOUTS.totalSeconds),
    streamed: stalled,
  },
  {
    fault: 'cut in the middle',
    behaviour: then(half, ({ socket }) => socket.end()),
    whole: second('unreachable'),
    streamed: broken('unreachable'),
  },
  {
    fault: 'missing end marker',
    behaviour: stream(delta('from ') + delta('the first') + STREAM_END),
    streamed: broken('truncated'),
  },
  {
    fault: 'malformed first chunk',
    behaviour: stream(event('{"choices":[{"delta":'), STREAM_END),
    streamed: second('garbled'),
  },
  {
    fault: 'malformed chunk later',
    behaviour: then(half, ({ socket }) => socket.write(event('{"choices":[{"delta":') + STREAM_END)),
    streamed: broken('garbled'),
  },
  {
    fault: 'error event inside a 200',
    behaviour: (call) => {
      const said = { error: { message: 'the engine died', type: 'server_error' } };
      if (call.stream) stream(event(said), STREAM_END)(call);
      else ok(JSON.stringify(said))(call);
    },
    ...both(second('unavailable')),
  },
  {
    fault: 'error event inside a 200, after content',
    behaviour: then(half, ({ socket }) => socket.write(event({ error: { message: 'the engine died' } }) + STREAM_END)),
    streamed: broken('unavailable'),
  },
  { fault: '200 with HTML', behaviour: ok(page), whole: second('garbled'), streamed: second('truncated') },
  {
    fault: '200 with wrong JSON',
    behaviour: (call) => {
      const said = { choices: [{ message: { content: { text: 'x' } }, delta: { content: { text: 'x' } } }] };
      if (call.stream) stream(event(said), STREAM_END)(call);
      else ok(JSON.stringify(said))(call);
    },
    ...both(second('garbled')),
  },
  {
    fault: '200 with empty content',
    behaviour: (call) => {
      if (call.stream) stream(delta(' '), STOP, event('[DONE]'), STREAM_END)(call);
      else ok('{"choices":[{"message":{"content":""},"finish_reason":"stop"}]}')(call);
    },
    ...both(second('empty')),
  },
  { fault: '200 without content', behaviour: ok('{"choices":[]}'), whole: second('garbled') },
  {
    fault: '429 with Retry-After',
    behaviour: status(429, undefined, { 'retry-after': '30' }),
    ...both(second('throttled')),
  },
  { fault: '429 without Retry-After', behaviour: status(429), ...both(second('throttled')) },
  {
    fault: '500 once, with nothing saved for a retry',
    behaviour: (call) => (call.number === 1 ? status(500)(call) : answering(call)),
    ...both(second('unavailable')),
  },
  { fault: '503', behaviour: status(503, page), ...both(second('unavailable')) },
  {
    fault: '503 with a body of 50 MB',
    behaviour: ({ socket }) => {
      const megabyte = 'x'.repeat(1024 * 1024);
      socket.write(`HTTP/1.1 503 X\r\ncontent-length: ${50 * megabyte.length}\r\n\r\n`);
      for (let count = 0; count < 50; count += 1) socket.write(megabyte);
    },
    ...both(second('unavailable')),
  },
  {
    fault: '503 whose body never comes',
    behaviour: ({ socket }) => socket.write('HTTP/1.1 503 X\r\ncontent-length: 100\r\n\r\n{"error'),
    ...both(second('unavailable', ERROR_BODY_SECONDS)),
  },
  { fault: '401', behaviour: status(401), ...both(second('denied')) },
  { fault: '404', behaviour: status(404, page), ...both(second('missing')) },
  {
    fault: '400 for a wrong parameter',
    behaviour: status(400),
    ...both(error(400, 'request-rejected')),
  },
  {
    fault: '400 for context length',
    behaviour: status(400, '{"error":{"message":"too long","code":"context_length_exceeded"}}'),
    ...both(error(400, 'context_length_exceeded')),
  },
  {
    fault: '400 for content filter',
    behaviour: status(400, '{"error":{"message":"no","code":"content_filter"}}'),
    ...both(error(400, 'content_filter')),
  },
  {
    fault: 'TLS failure',
    behaviour: answering,
    url: (port) => `https://127.0.0.1:${port}/v1`,
    ...both(second('unreachable', 0, 0)),
  },
  {
    fault: 'DNS failure',
    behaviour: answering,
    // @see https://www.rfc-editor.org/rfc/rfc6761#section-6.4: no such name exists.
    url: () => 'http://model.invalid/v1',
    ...both(second('unreachable', 0, 0)),
  },
  {
    fault: 'a body of 50 MB',
    behaviour: ({ socket, stream: streamed }) => {
      const megabyte = 'x'.repeat(1024 * 1024);
      socket.write(streamed ? STREAM_HEAD : `HTTP/1.1 200 OK\r\ncontent-length: ${50 * megabyte.length}\r\n\r\n`);
      for (let count = 0; count < 50; count += 1) socket.write(streamed ? piece(megabyte) : megabyte);
    },
    ...both(second('garbled')),
  },
];
