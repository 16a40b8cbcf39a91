import type { ServerResponse } from 'node:http';
import type { Objects } from './objects';

/**
 * Cloud Storage's JSON API, for the media of single objects alone.
 * @param url undecoded: an object's whole name is one segment of the path
 * @see https://docs.cloud.google.com/storage/docs/json_api/v1/objects
 */
export function answerGcs(objects: Objects, method: string, url: URL, body: Buffer, response: ServerResponse): void {
  const [, upload, bucket, name] = /^(\/upload)?\/storage\/v1\/b\/([^/]+)\/o(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
  if (method === 'POST' && upload !== undefined && url.searchParams.get('uploadType') === 'media') {
    const key = `${bucket}/${url.searchParams.get('name')}`;
    if (url.searchParams.get('ifGenerationMatch') === '0' && objects.has(key)) {
      response.writeHead(412, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { code: 412, message: 'There is one (stub)' } }));
      return;
    }
    objects.set(key, body);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ kind: 'storage#object' }));
    return;
  }
  if (method === 'DELETE' && upload === undefined && name !== undefined) {
    const there = objects.delete(`${bucket}/${decodeURIComponent(name)}`);
    response.writeHead(there ? 204 : 404, { 'content-type': 'application/json' });
    response.end(there ? '' : JSON.stringify({ error: { code: 404, message: 'No such object (stub)' } }));
    return;
  }
  const isRead = method === 'GET' && name !== undefined && url.searchParams.get('alt') === 'media';
  const object = isRead ? objects.get(`${bucket}/${decodeURIComponent(name)}`) : undefined;
  if (object === undefined) {
    const code = isRead ? 404 : 501;
    response.writeHead(code, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { code, message: isRead ? 'No such object (stub)' : 'not in the stub' } }));
    return;
  }
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': object.length });
  response.end(object);
}
