/**
 * A request as an adapter hands it in. Not the web's `Request` and `Response`: making those, and the streams inside
 * them, cost more than all the rest of a short answer.
 */
export interface GatewayRequest {
  /** In capitals. */
  readonly method: string;
  /** Without a query, as the caller wrote it. */
  readonly path: string;
  /** A parameter of the query, the first of its name; undefined where there is none. */
  query(name: string): string | undefined;
  /** A header by its name in lower case; undefined where there is none. */
  header(name: string): string | undefined;
  /**
   * The body. `mayHold` is asked with its bytes so far before they are held; once it says no, the body is undefined.
   * Called at most once; rejects when its caller leaves before its end.
   */
  text(mayHold: (bytes: number) => boolean): Promise<string | undefined>;
}

export interface GatewayResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A whole text, or pieces that are made as they are asked for; whoever leaves them early says so by `return`. */
  readonly body: string | AsyncIterable<string>;
}

export function jsonResponse(body: object, status: number, headers: Readonly<Record<string, string>>): GatewayResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
