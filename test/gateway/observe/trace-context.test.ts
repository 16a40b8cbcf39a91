import type { GatewayRequest } from '../../../lib/gateway/exchange';
import { traceContextOf, traceId } from '../../../lib/gateway/observe/trace-context';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const VALID = `00-${TRACE}-b7ad6b7169203331-01`;

function request(headers: Record<string, string>): GatewayRequest {
  return { method: 'POST', path: '/', query: () => undefined, header: (name) => headers[name], text: async () => '' };
}

test('passes on a valid context as it stands, and knows its trace', () => {
  const context = traceContextOf(request({ traceparent: VALID, tracestate: 'congo=t61rcWkgMzE' }));
  expect(context).toEqual({ traceparent: VALID, tracestate: 'congo=t61rcWkgMzE' });
  expect(context && traceId(context)).toBe(TRACE);
});

test.each([
  ['none', {}],
  ['zeros for a trace', { traceparent: `00-${'0'.repeat(32)}-b7ad6b7169203331-01` }],
  ['zeros for a parent', { traceparent: `00-${TRACE}-${'0'.repeat(16)}-01` }],
  ['the invalid version', { traceparent: VALID.replace('00-', 'ff-') }],
  ['capitals', { traceparent: VALID.toUpperCase() }],
  ['more than version 00 has', { traceparent: `${VALID}-more` }],
  ['what would be another header', { traceparent: `${VALID}\r\nx-a: b` }],
])('has nothing to pass on where there is %s', (_case, headers) => {
  expect(traceContextOf(request(headers))).toBeUndefined();
});

test('a later version may say more', () => {
  const later = `01${VALID.slice(2)}-more`;
  expect(traceContextOf(request({ traceparent: later }))).toEqual({ traceparent: later });
});

test('leaves out a state longer than anybody must pass on', () => {
  expect(traceContextOf(request({ traceparent: VALID, tracestate: 'a'.repeat(513) }))).toEqual({ traceparent: VALID });
});
