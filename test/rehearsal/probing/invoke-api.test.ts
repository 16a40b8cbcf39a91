import { lambdaRefusal } from '../../../lib/gateway/prober/lambda-refusal';
import { Throttled } from '../../../lib/rehearsal/functions/concurrency';
import type { Invocable } from '../../../lib/rehearsal/functions/lambda-process';
import { startInvokeApi } from '../../../lib/rehearsal/probing/invoke-api';

const throttling: Invocable = { invoke: () => Promise.reject(new Throttled('ConcurrentInvocationLimitExceeded')) };

test('who asks for a function that is throttled hears it as Lambda says it, and the prober understands', async () => {
  const api = await startInvokeApi((name) => (name === 'gateway' ? throttling : undefined));
  const before = { ...process.env };
  const url = `http://127.0.0.1:${api.port}`;
  Object.assign(process.env, { AWS_ENDPOINT_URL_LAMBDA: url, AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'b' });
  try {
    const said = await fetch(`${url}/2015-03-31/functions/gateway/invocations`, { method: 'POST', body: '{}' });
    expect([said.status, said.headers.get('x-amzn-errortype')]).toEqual([429, 'TooManyRequestsException']);
    expect(await said.json()).toEqual({
      ...{ Reason: 'ConcurrentInvocationLimitExceeded', Type: 'User', message: 'Rate Exceeded.' },
    });
    expect(await lambdaRefusal('gateway', 'eu-west-1')()).toBe('throttled');
    // Not the same as one that is gone.
    expect(await lambdaRefusal('other', 'eu-west-1')()).toBe('fails');
  } finally {
    process.env = before;
    await api.close();
  }
});
