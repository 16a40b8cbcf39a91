import { type ApiRoute, matchRoute } from '../../../lib/rehearsal/api/routing';

const route = (method: string, path: string): ApiRoute => ({
  ...{ method, path, functionId: `${method} ${path}`, streaming: false, timeoutMilliseconds: 1000 },
});

const routes = [
  route('ANY', '/v1/{proxy+}'),
  route('GET', '/health/{proxy+}'),
  route('GET', '/v1/models'),
  route('GET', '/jobs/{id}'),
  route('GET', '/jobs/{id}/result'),
  route('POST', '/jobs/batch'),
  route('ANY', '/'),
];

test.each([
  ['POST', '/v1/chat/completions', 'ANY /v1/{proxy+}', { proxy: 'chat/completions' }],
  ['GET', '/health/live', 'GET /health/{proxy+}', { proxy: 'live' }],
  ['GET', '/v1/models', 'GET /v1/models', {}],
  ['GET', '/jobs/7', 'GET /jobs/{id}', { id: '7' }],
  ['GET', '/jobs/7/result', 'GET /jobs/{id}/result', { id: '7' }],
  ['POST', '/jobs/batch', 'POST /jobs/batch', {}],
  ['DELETE', '/', 'ANY /', {}],
  ['GET', '/health/live/', 'GET /health/{proxy+}', { proxy: 'live' }],
])('%s %s goes to %s', (method, path, id, parameters) => {
  const match = matchRoute(routes, method, path);
  expect(match?.route.functionId).toBe(id);
  expect(match?.parameters).toEqual(parameters);
});

test.each([
  ['GET', '/nothing'],
  ['POST', '/health/live'],
  ['GET', '/v1'],
  ['GET', '/jobs/7/result/more'],
  // The more specific resource is picked by path alone, and has no such method.
  ['POST', '/v1/models'],
  ['GET', '/jobs/batch'],
])('%s %s has no route', (method, path) => {
  expect(matchRoute(routes, method, path)).toBeUndefined();
});
