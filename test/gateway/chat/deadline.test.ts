import { DEADLINE_HEADER } from '../../../lib/contract/http';
import { callerDeadline } from '../../../lib/gateway/chat/deadline';
import type { GatewayRequest } from '../../../lib/gateway/exchange';

function asking(deadline: string | undefined): GatewayRequest {
  return {
    method: 'POST',
    path: '/',
    query: () => undefined,
    header: (name) => (name === DEADLINE_HEADER ? deadline : undefined),
    text: async () => '',
  };
}

test.each([
  [undefined, undefined],
  ['1', 1],
  ['2500', 2500],
])('%s is a deadline of %s ms', (text, milliseconds) => {
  expect(callerDeadline(asking(text))).toEqual({ kind: 'deadline', milliseconds });
});

test.each(['', '0', '-1', '2.5', '2s', '1e3', '99999999999'])('%j is a mistake', (text) => {
  const deadline = callerDeadline(asking(text));
  expect(deadline).toMatchObject({ kind: 'mistake', mistake: { code: 'invalid_value', param: DEADLINE_HEADER } });
});
