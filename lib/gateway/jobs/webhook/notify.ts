import { createHmac } from 'node:crypto';
import type { LookupAddress } from 'node:dns';
import { lookup as resolve } from 'node:dns/promises';
import type { Clock } from '../../clock';
import { lazy } from '../../lazy';
import type { Webhook } from '../rows';
import type { News, Notify } from '../worker/webhook';
import { isForbiddenHost, isPublic } from './addresses';

/** It leads to where no webhook may go. */
export class ForbiddenAddress extends Error {
  public override readonly name = 'ForbiddenAddress';
}

/** It was answered, and not with a 2xx. */
export class Unwelcome extends Error {
  public override readonly name = 'Unwelcome';
}

export interface NotifierOptions {
  readonly clock: Clock;
  /** All addresses of a host; the system's own resolver where it is left out. */
  readonly lookup?: (hostname: string) => Promise<readonly LookupAddress[]>;
  /** May it be called? For tests alone, which have no public address. */
  readonly isAllowed?: (address: string) => boolean;
  /** Instead of 443, and trusting this certificate: for tests alone. */
  readonly insecure?: { readonly port: number; readonly ca: string };
}

const TIMEOUT_MILLISECONDS = 10_000;

/**
 * Sends news as Standard Webhooks has it, signed with the caller's own secret. The address that was judged is the one
 * that is called, so that a name cannot lead elsewhere in between; nothing is followed, and nothing of the answer is
 * kept but its status.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function notifier(options: NotifierOptions): Notify {
  const { clock, lookup = allAddresses, isAllowed = isPublic, insecure } = options;
  const undici = lazy(() => import('undici'));
  return async (webhook, news) => {
    const url = new URL(webhook.url);
    if (isForbiddenHost(url.hostname) && insecure === undefined) throw new ForbiddenAddress('it is not public');
    const addresses = await lookup(url.hostname.replace(/^\[|\]$/g, ''));
    // One that is not public beside one that is would be a way in.
    if (addresses.length === 0 || !addresses.every(({ address }) => isAllowed(address))) {
      throw new ForbiddenAddress('not all of its addresses are public');
    }
    const { Client } = await undici();
    const port = insecure === undefined ? '' : `:${insecure.port}`;
    const client = new Client(`https://${url.host}${port}`, {
      connect: {
        timeout: TIMEOUT_MILLISECONDS,
        ca: insecure?.ca,
        lookup: (_host, { all }, found) => {
          if (all === true) found(null, [...addresses]);
          else found(null, addresses[0].address, addresses[0].family);
        },
      },
    });
    try {
      const body = JSON.stringify(bodyOf(news));
      const { statusCode } = await client.request({
        method: 'POST',
        path: url.pathname + url.search,
        headers: { 'content-type': 'application/json', ...signed(webhook, news, body, clock.now()) },
        body,
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      });
      if (statusCode < 200 || statusCode > 299) throw new Unwelcome(`status ${statusCode}`);
    } finally {
      // The answer's body is nobody's: it is cut.
      await client.destroy();
    }
  };
}

function bodyOf({ job, state, at }: News) {
  return { type: 'job.finished', timestamp: new Date(at).toISOString(), data: { id: job, state } };
}

/** The id is the job's: who was told twice knows. */
function signed({ secret }: Webhook, { job }: News, body: string, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${job}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': job, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

function allAddresses(hostname: string): Promise<readonly LookupAddress[]> {
  return resolve(hostname, { all: true });
}
