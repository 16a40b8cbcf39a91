import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Objects } from './objects';

/**
 * S3's GetObject, PutObject (where there is none, too) and DeleteObject in path style; nothing else of the service.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function answerS3(
  objects: Objects,
  { method, headers }: Pick<IncomingMessage, 'method' | 'headers'>,
  path: string,
  body: Buffer,
  response: ServerResponse,
): void {
  if (method === 'PUT' && headers['if-none-match'] === '*' && objects.has(path)) {
    refuse(response, 412, 'PreconditionFailed');
    return;
  }
  if (method === 'PUT') {
    objects.set(path, body);
    response.writeHead(200, { etag: '"stub"' });
    response.end();
    return;
  }
  if (method === 'DELETE') {
    // As S3: what is not there is deleted, too.
    objects.delete(path);
    response.writeHead(204).end();
    return;
  }
  const object = method === 'GET' ? objects.get(path) : undefined;
  if (object === undefined) {
    if (method === 'GET') refuse(response, 404, 'NoSuchKey');
    else refuse(response, 405, 'MethodNotAllowed');
    return;
  }
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': object.length,
    etag: '"stub"',
  });
  response.end(object);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>stub</Message></Error>`);
}
