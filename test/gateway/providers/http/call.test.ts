import type { Dispatcher } from 'undici';
import { type Call, call } from '../../../../lib/gateway/providers/http/call';
import { readText } from '../../../../lib/gateway/providers/http/read-text';
import { Abortable } from '../../../../lib/gateway/signal';

type Handler = Required<Dispatcher.DispatchHandler>;

/** A dispatcher that does nothing by itself, and one call through it. */
function scene(more: Partial<Call> = {}) {
  const said: string[] = [];
  const controller = {
    pause: () => said.push('pause'),
    resume: () => said.push('resume'),
    abort: ({ name }: Error) => said.push(`abort: ${name}`),
  } as unknown as Dispatcher.DispatchController;
  const asked: Dispatcher.DispatchOptions[] = [];
  let handler: Handler | undefined;
  const dispatcher = {
    dispatch: (options: Dispatcher.DispatchOptions, given: Handler) => {
      asked.push(options);
      handler = given;
      return true;
    },
  } as unknown as Dispatcher;
  const signal = new Abortable();
  const answered = call(dispatcher, { path: '/v1', headers: { a: 'b' }, body: '{}', signal, ...more });
  return { said, asked, signal, answered, controller, handler: () => handler as Handler };
}

const headers = { 'content-type': 'application/json' };

test('settles with the headers, and gives the body as it comes', async () => {
  const { asked, answered, controller, handler, signal } = scene();
  handler().onRequestStart(controller, {});
  handler().onResponseStart(controller, 200, headers, 'OK');
  const { statusCode, body } = await answered;
  const text = readText(body);
  handler().onResponseData(controller, Buffer.from('he'));
  handler().onResponseData(controller, Buffer.from('re'));
  handler().onResponseEnd(controller, {});
  expect([statusCode, await text]).toEqual([200, 'here']);
  expect(asked).toEqual([{ method: 'POST', path: '/v1', headers: { a: 'b' }, body: '{}' }]);
  // One who leaves later has nothing to leave.
  signal.abort();
});

test('what comes before an answer is none', async () => {
  const { answered, controller, handler } = scene();
  handler().onRequestStart(controller, {});
  handler().onResponseStart(controller, 103, {}, 'Early Hints');
  handler().onResponseStart(controller, 200, headers, 'OK');
  expect((await answered).statusCode).toBe(200);
});

test('rejects with what became of the connection', async () => {
  const { answered, controller, handler } = scene();
  handler().onResponseError(controller, new Error('refused'));
  await expect(answered).rejects.toThrow('refused');
});

test('a body that breaks off says so to its reader', async () => {
  const { answered, controller, handler } = scene();
  handler().onResponseStart(controller, 200, headers, 'OK');
  const { body } = await answered;
  const text = readText(body);
  handler().onResponseError(controller, new Error('cut'));
  await expect(text).rejects.toThrow('cut');
});

test('who has left before asks nobody', async () => {
  const signal = new Abortable();
  signal.abort();
  const { answered, asked } = scene({ signal });
  await expect(answered).rejects.toMatchObject({ name: 'AbortError' });
  expect(asked).toEqual([]);
});

test('who leaves before there is a connection takes none', async () => {
  const { answered, signal, said, controller, handler } = scene();
  signal.abort();
  await expect(answered).rejects.toMatchObject({ name: 'AbortError' });
  handler().onRequestStart(controller, {});
  expect(said).toEqual(['abort: AbortError']);
});

test.each([['headers'], ['body']])('who leaves while the %s are awaited leaves the call at once', async (what) => {
  const { answered, signal, said, controller, handler } = scene();
  handler().onRequestStart(controller, {});
  let waiting: Promise<unknown> = answered;
  if (what === 'body') {
    handler().onResponseStart(controller, 200, headers, 'OK');
    waiting = readText((await answered).body);
  }
  signal.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  expect(said).toEqual(['abort: AbortError']);
});
