import type { EndpointCheck } from '../../../lib/drill/route53/model';
import { bodyMatches, responsePasses } from '../../../lib/drill/route53/probe';

const bytes = (text: string) => new TextEncoder().encode(text);
const none = bytes('');

test.each([
  [200, true],
  [204, true],
  [302, true],
  [399, true],
  [199, false],
  [403, false],
  [503, false],
])('status %d satisfies a check without a string: %s', (status, passes) => {
  expect(responsePasses({} as EndpointCheck, { status, body: none })).toBe(passes);
});

test('with a string, the status and the body must both satisfy it', () => {
  const check = { searchString: 'understudy-evacuate:eu-west-1' } as EndpointCheck;
  const body = bytes('<understudy-evacuate:eu-west-1>');
  expect(responsePasses(check, { status: 200, body })).toBe(true);
  expect(responsePasses(check, { status: 503, body })).toBe(false);
  expect(responsePasses(check, { status: 200, body: none })).toBe(false);
});

test('only a string wholly within the first 5,120 bytes counts', () => {
  expect(bodyMatches(bytes(`${'.'.repeat(5116)}good`), 'good')).toBe(true);
  expect(bodyMatches(bytes(`${'.'.repeat(5117)}good`), 'good')).toBe(false);
  // Bytes, not characters: each of these takes two.
  expect(bodyMatches(bytes(`${'é'.repeat(2560)}good`), 'good')).toBe(false);
  expect(bodyMatches(bytes('xxgood').subarray(2), 'good')).toBe(true);
});
