import { connectionPool } from '../../connection-pool';

export interface GoogleCall {
  readonly method: 'GET' | 'POST';
  /** The path with its query. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: string;
  /** Milliseconds for all of it, the access token too, which takes a second at the most. */
  readonly within: number;
  /** Whoever asked wants it no more. */
  readonly stop?: AbortSignal;
}

/** An answer other than 200; its name is what Google calls it (`PERMISSION_DENIED`), or the bare status. */
export class GoogleRefusal extends Error {
  public constructor(
    public readonly status: number,
    body: string,
  ) {
    super(`Google answers ${status}: ${body.slice(0, 200)}`);
    this.name = errorStatus(body) ?? `status ${status}`;
  }
}

/** One of Google's services, called with the cell's own access token. */
export class GoogleApi {
  private readonly base: URL;
  private readonly pool: ReturnType<typeof connectionPool>;

  public constructor(
    url: string,
    /** None where the service takes everybody. */
    private readonly accessToken?: () => Promise<string>,
  ) {
    this.base = new URL(url);
    this.pool = connectionPool(this.base.origin);
  }

  /** The answer's text. Rejects with a `GoogleRefusal`, or with what became of the connection or the time. */
  public async call({ method, path, body, within, stop }: GoogleCall): Promise<string> {
    const time = AbortSignal.timeout(within);
    const signal = stop === undefined ? time : AbortSignal.any([time, stop]);
    const headers = {
      ...(this.accessToken && { authorization: `Bearer ${await this.accessToken()}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const at = this.base.pathname.replace(/\/$/, '') + path;
    const answer = await (await this.pool()).request({ method, path: at, headers, body, signal });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new GoogleRefusal(answer.statusCode, text);
    return text;
  }
}

/**
 * The canonical code in an error's body: `{"error": {"status": "PERMISSION_DENIED", …}}`.
 * @see https://google.aip.dev/193
 */
export function errorStatus(body: string): string | undefined {
  try {
    const status = (JSON.parse(body) as { error?: { status?: unknown } } | null)?.error?.status;
    return typeof status === 'string' ? status : undefined;
  } catch {
    return undefined;
  }
}
