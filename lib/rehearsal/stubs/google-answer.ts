import type { ServerResponse } from 'node:http';

/** A refusal as Google's services have it: an HTTP status and the name of its canonical code. */
export class GoogleRefused extends Error {
  public constructor(
    public readonly code: number,
    public readonly status: string,
    why = status,
  ) {
    super(`${why} (stub)`);
  }
}

export const invalidArgument = (why: string) => new GoogleRefused(400, 'INVALID_ARGUMENT', why);
export const notFound = (why: string) => new GoogleRefused(404, 'NOT_FOUND', why);

/** An error in Google's form. @see https://google.aip.dev/193 */
export function refuse(response: ServerResponse, { code, status, message }: GoogleRefused): void {
  json(response, { error: { code, message, status } }, code);
}

export function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
