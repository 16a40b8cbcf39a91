import OpenAI from 'openai';
import type { CellId } from '../../../lib/contract/cell';
import type { Route } from '../../../lib/contract/route';
import { nodeServer } from '../../../lib/gateway/adapters/node';
import { createApp } from '../../../lib/gateway/app';
import { systemClock } from '../../../lib/gateway/clock';
import type { Gateway } from '../../../lib/gateway/gateway';
import { RetryBudget } from '../../../lib/gateway/ladder/retry-budget';
import type { Step } from '../../../lib/gateway/ladder/steps';
import { Admission } from '../../../lib/gateway/load/admission';
import { ByteBudget } from '../../../lib/gateway/load/byte-budget';
import type { LogLine } from '../../../lib/gateway/log';
import { listen } from './listen';

export interface Served {
  readonly client: OpenAI;
  readonly url: string;
  readonly lines: readonly LogLine[];
  close(): Promise<void>;
}

/** The gateway without a socket, with a ladder put together by hand, which lets everybody in. */
export function appOf(steps: readonly Step[], routes: readonly Route[], more: Partial<Gateway> = {}) {
  const lines: LogLine[] = [];
  const cell: CellId = 'aws:eu-west-1';
  let answers = 0;
  const serve = createApp({
    cell,
    config: { version: 1, service: 'assistant', ladder: steps.map(({ rung }) => rung), routes },
    steps,
    retries: new RetryBudget(),
    admission: new Admission(systemClock),
    bytes: new ByteBudget(),
    keys: { admit: async () => 'admitted' },
    health: { answer: async () => undefined },
    clock: systemClock,
    log: (line) => void lines.push(line),
    newId: () => `${answers++}`,
    ...more,
  });
  return { serve, lines };
}

/** The same on a socket. */
export async function gatewayOf(
  steps: readonly Step[],
  routes: readonly Route[],
  more: Partial<Gateway> = {},
): Promise<Served> {
  const { serve, lines } = appOf(steps, routes, more);
  const socket = await listen(nodeServer(serve));
  const client = new OpenAI({ apiKey: 'any', baseURL: `${socket.url}/v1`, maxRetries: 0 });
  return { client, url: socket.url, lines, close: socket.close };
}
