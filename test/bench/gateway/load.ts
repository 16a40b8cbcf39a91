/**
 * A process of its own: asks one subject again and again over so many connections, one request on each at a time, for
 * a bounded time, and prints what it saw. LOAD holds a `Load`.
 */
import { performance } from 'node:perf_hooks';
import { Client } from 'undici';

export interface Load {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What a whole answer ends with. */
  readonly until: string;
  readonly connections: number;
  readonly milliseconds: number;
}

export interface Seen {
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** Milliseconds from the request to the last byte of its answer. */
  readonly p50: number;
  readonly p99: number;
  /** Answers that were no 200, or not whole. */
  readonly failed: number;
}

async function main({ url, headers, body, until, connections, milliseconds }: Load): Promise<Seen> {
  const { origin, pathname } = new URL(url);
  const times: number[] = [];
  let failed = 0;
  const started = performance.now();
  const ends = started + milliseconds;

  async function caller(): Promise<void> {
    const client = new Client(origin);
    while (performance.now() < ends) {
      const asked = performance.now();
      const [status, tail] = await ask(client, pathname, headers, body);
      times.push(performance.now() - asked);
      if (status !== 200 || !tail.includes(until)) failed += 1;
    }
    await client.destroy();
  }

  await Promise.all(Array.from({ length: connections }, caller));
  const seconds = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  const quantile = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return {
    requests: times.length,
    requestsPerSecond: times.length / seconds,
    p50: quantile(0.5),
    p99: quantile(0.99),
    failed,
  };
}

/** How many of an answer's last bytes are looked at. */
const TAIL = 512;

/** Undici's own callbacks: what the caller costs is not to be measured. Gives the status and the answer's last bytes. */
function ask(client: Client, path: string, headers: Load['headers'], body: string): Promise<[number, string]> {
  return new Promise((resolve) => {
    let status = 0;
    let last = '';
    client.dispatch(
      { method: 'POST', path, headers, body },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_controller, statusCode) => {
          status = statusCode;
        },
        onResponseData: (_controller, piece) => {
          last = (last + piece.toString('latin1', Math.max(0, piece.length - TAIL))).slice(-TAIL);
        },
        onResponseEnd: () => resolve([status, last]),
        onResponseError: () => resolve([0, '']),
      },
    );
  });
}

main(JSON.parse(process.env.LOAD ?? '{}') as Load).then((seen) => {
  process.stdout.write(`${JSON.stringify(seen)}\n`);
});
