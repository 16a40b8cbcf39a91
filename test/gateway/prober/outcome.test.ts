import type { CellId } from '../../../lib/contract/cell';
import type { Reply } from '../../../lib/gateway/prober/ask';
import { type AskWhy, inquire, type Refusal } from '../../../lib/gateway/prober/inquiry';
import { type Outcome, outcomeOf } from '../../../lib/gateway/prober/outcome';

const CELL: CellId = 'aws:eu-west-1';
const marks = { tier: 1, rung: 'frontier', cell: CELL };
const response = (status: number, body: unknown): Reply => ({
  kind: 'response',
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  milliseconds: 12,
});
const answer = (content: unknown, understudy: object = marks) =>
  response(200, { choices: [{ message: { content } }], understudy });
const failed = (code: string, tried: readonly string[] = [], more: object = {}) =>
  response(503, {
    error: { code },
    understudy: {
      cell: CELL,
      tried: tried.map((outcome) => ({ rung: 'frontier', outcome, milliseconds: 1 })),
      ...more,
    },
  });

test.each<[string, Reply, Outcome['kind']]>([
  ['the rung’s answer', answer('42'), 'answered'],
  ['an answer of nothing is for the expectation to judge', answer(''), 'answered'],
  ['an answer that is no text', answer(null), 'bad'],
  ['another rung’s answer', answer('42', { ...marks, rung: 'script' }), 'bad'],
  ['another cell’s answer', answer('42', { ...marks, cell: 'aws:eu-west-3' }), 'bad'],
  ['a release that answers 200 to everything', response(200, 'ok'), 'bad'],
  ['one that answers JSON', response(200, { ok: true }), 'bad'],
  ['one that answers null', response(200, 'null'), 'bad'],
  ['one that answers 202', response(202, { choices: [{ message: { content: '42' } }] }), 'bad'],
  ['one that redirects', response(302, ''), 'bad'],
  ['a function that fails', response(502, { message: 'Internal server error' }), 'bad'],
  ['a time-out of the API', response(504, { message: 'Endpoint request timed out' }), 'bad'],
  ['a refusal that may be for load', response(500, { message: 'Internal server error' }), 'refused'],
  ['a failure of our own gateway', failed('internal'), 'bad'],
  ['the API’s throttle', response(429, { message: 'Too Many Requests' }), 'unknown'],
  ['what the gateway sheds', failed('overloaded'), 'unknown'],
  [
    'a key that is not known',
    response(401, { error: { code: 'invalid_api_key' }, understudy: { cell: CELL } }),
    'unknown',
  ],
  ['keys that cannot be read', failed('keys-unavailable'), 'unknown'],
  ['a fence', failed('residency-fence'), 'unknown'],
  ['a rung that another release has', failed('tier-floor', [], { reason: 'no-rung' }), 'unknown'],
  ['a model that refuses for load', failed('tier-floor', ['throttled']), 'unknown'],
  ['a model that is too small for the question', failed('context_length_exceeded', ['context-length']), 'unknown'],
  ...['unreachable', 'timeout', 'stalled', 'unavailable', 'denied', 'missing', 'empty', 'unsatisfying'].map(
    (failure): [string, Reply, 'bad'] => [`a model’s failure: ${failure}`, failed('tier-floor', [failure]), 'bad'],
  ),
  ['one model throttles, another is gone', failed('tier-floor', ['throttled', 'unreachable']), 'bad'],
  ['no connection', { kind: 'unreachable', why: 'ECONNREFUSED' }, 'bad'],
  ['an expired certificate', { kind: 'unreachable', why: 'CERT_HAS_EXPIRED' }, 'bad'],
  ['no answer in time', { kind: 'silent' }, 'bad'],
  ['a name that nobody resolves: the zone is shared by all cells', { kind: 'unresolved' }, 'unknown'],
])('%s', (_case, reply, kind) => {
  expect(outcomeOf(reply, CELL, ['frontier']).kind).toBe(kind);
});

describe('what the cloud refuses', () => {
  const refused = response(500, { message: 'Internal server error' });

  async function inquired(replies: readonly Reply[], reasons?: readonly Refusal[]) {
    const asked = { gateway: 0, lambda: 0 };
    const ask = async () => replies[Math.min(asked.gateway++, replies.length - 1)];
    const askWhy: AskWhy | undefined = reasons && (async () => reasons[Math.min(asked.lambda++, reasons.length - 1)]);
    const probe = { route: 'chat', rungs: ['frontier'], question: '?', milliseconds: 1000 };
    const finding = await inquire({ cell: CELL, ask, askWhy }, probe, 'key');
    return { kind: finding.kind, ...asked };
  }

  test.each<[string, readonly Reply[], readonly Refusal[] | undefined, string, number]>([
    ['for load is not known: busy is not dead', [refused], ['throttled'], 'unknown', 1],
    ['by a function that fails is bad', [refused], ['fails'], 'bad', 1],
    ['for a moment is asked again', [refused, answer('42')], ['takes-calls'], 'answered', 2],
    ['while the function takes calls is bad: nobody reaches it', [refused], ['takes-calls'], 'bad', 3],
    ['at the edge of its load is not known', [refused], ['takes-calls', 'throttled'], 'unknown', 2],
    ['while nobody can be asked is not known', [refused], ['not-known'], 'unknown', 1],
    ['where nobody can be asked is not known', [refused], undefined, 'unknown', 1],
  ])('%s', async (_case, replies, reasons, kind, asked) => {
    expect(await inquired(replies, reasons)).toMatchObject({ kind, gateway: asked });
  });
});
