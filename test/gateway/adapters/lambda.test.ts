import { lambdaHandler } from '../../../lib/gateway/adapters/lambda';
import type { GatewayResponse } from '../../../lib/gateway/exchange';
import { awslambdaShim, lambdaServer } from '../support/lambda-runtime';
import { listen } from '../support/listen';

beforeAll(() => Object.assign(globalThis, { awslambda: awslambdaShim }));

async function* pieces() {
  yield 'a';
  yield 'b';
}

test.each<[what: string, body: () => GatewayResponse['body']]>([
  ['whole', () => 'ab'],
  ['streamed', pieces],
])('a caller has the answer, %s, while the function stays awake for what comes after', async (_case, body) => {
  let begun = false;
  let goOn = () => {};
  const after = () => {
    begun = true;
    return new Promise<void>((resolve) => {
      goOn = resolve;
    });
  };
  const handler = lambdaHandler(async () => ({ status: 200, headers: {}, body: body() }), after);
  const handled: Promise<void>[] = [];
  const function_: typeof handler = (...args) => {
    const promise = Promise.resolve(handler(...args));
    handled.push(promise);
    return promise;
  };
  const server = await listen(lambdaServer(function_));
  try {
    // Nobody has said that it is done: the caller has his answer all the same.
    const answer = await fetch(server.url, { signal: AbortSignal.timeout(3000) });
    expect(await answer.text()).toBe('ab');
    expect(begun).toBe(true);
  } finally {
    goOn();
    await server.close();
  }
  await Promise.all(handled);
});
