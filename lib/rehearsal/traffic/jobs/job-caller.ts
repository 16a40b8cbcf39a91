import { Agent, fetch } from 'undici';
import { PATHS } from '../../../contract/http';
import type { JobId, JobView } from '../../../contract/job';
import { type ClientOptions, connectorTo, reasonOf } from '../client';
import type { Offered, Said } from './job-record';

/** Somebody who hands in jobs at the service's own name, and asks what became of them. */
export class JobCaller {
  private readonly agent: Agent;

  public constructor(private readonly options: ClientOptions) {
    this.agent = new Agent({ connect: connectorTo(options), pipelining: 0 });
  }

  /** @param key says that two offers are one */
  public async offer(question: string, key: string): Promise<Offered> {
    const request = { model: this.options.model, messages: [{ role: 'user', content: question }] };
    try {
      const { status, body } = await this.send('POST', PATHS.jobs, { request }, { 'idempotency-key': key });
      if (status === 202) return { kind: 'accepted', id: body.id, home: body.home };
      return { kind: 'refused', reason: `http-${status} ${body.error?.code ?? ''}`.trim() };
    } catch (error) {
      return { kind: 'refused', reason: reasonOf(error) };
    }
  }

  public async ask(id: JobId): Promise<Said> {
    try {
      const { status, body } = await this.send('GET', `${PATHS.jobs}/${id}`);
      if (status === 404) return { kind: 'unknown-job' };
      return status === 200 ? said(body) : { kind: 'no-answer' };
    } catch {
      return { kind: 'no-answer' };
    }
  }

  public async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async send(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    const { baseUrl, apiKey, timeoutMilliseconds } = this.options;
    const answer = await fetch(baseUrl.replace(/\/v1$/, '') + path, {
      method,
      dispatcher: this.agent,
      headers: { authorization: `Bearer ${apiKey()}`, 'content-type': 'application/json', ...headers },
      signal: AbortSignal.timeout(timeoutMilliseconds),
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as JobView };
  }
}

function said({ state, finished, served_by, tier, error, result }: JobView): Said {
  if (finished === undefined || state === 'queued' || state === 'running') return { kind: 'waiting' };
  if (state !== 'done') {
    return { kind: 'over', finishedAt: finished, end: { state, reason: error?.code ?? state } };
  }
  // An answer that is none is no end.
  if (served_by === undefined || tier === undefined || result === undefined) return { kind: 'waiting' };
  return { kind: 'over', finishedAt: finished, end: { state, by: served_by.cell, tier } };
}
