import { text as textOf } from 'node:stream/consumers';
import { GoogleApi } from '../../../../lib/gateway/platform/google/google-api';
import { type Listening, listen } from '../../support/listen';

export interface Asked {
  readonly path: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever was sent
  readonly body: any;
}

interface Refusal {
  readonly refuse: number;
  readonly status: string;
}

/** A service of Google's that answers as it is told, in turn, and then with `{}`; it remembers what it was asked. */
export class ScriptedGoogle {
  public readonly asked: Asked[] = [];
  public answers: (object | Refusal)[] = [];
  private listening: Listening | undefined;

  public async open(): Promise<GoogleApi> {
    this.listening = await listen(async (request, response) => {
      this.asked.push({ path: request.url ?? '', body: JSON.parse(await textOf(request)) });
      const answer = this.answers.shift() ?? {};
      const { refuse, status } = answer as Partial<Refusal>;
      if (refuse !== undefined) response.writeHead(refuse, { 'content-type': 'application/json' });
      response.end(JSON.stringify(refuse === undefined ? answer : { error: { code: refuse, status, message: 'no' } }));
    });
    return new GoogleApi(this.listening.url, async () => 'token');
  }

  public async close(): Promise<void> {
    await this.listening?.close();
  }

  /** What was asked since the last time. */
  public taken(): readonly Asked[] {
    return this.asked.splice(0);
  }
}
