import { readSettings } from '../../lib/gateway/settings';

const cell = { UNDERSTUDY_CELL: 'aws:eu-west-1' };
const secret = { UNDERSTUDY_KEYS_SECRET: 'svc/gateway-keys', UNDERSTUDY_STATE_BUCKET: 'state' };

test('a cell of AWS reads its secret, with a copy in its bucket', () => {
  expect(readSettings({ ...cell, ...secret })).toEqual({
    cell: 'aws:eu-west-1',
    place: { cloud: 'aws', region: 'eu-west-1' },
    keys: { kind: 'secret', name: 'svc/gateway-keys', copyBucket: 'state' },
    stateBucket: 'state',
  });
});

test('a mounted file stands for the secret', () => {
  expect(readSettings({ ...cell, UNDERSTUDY_KEYS_FILE: '/keys.json' })).toEqual({
    cell: 'aws:eu-west-1',
    place: { cloud: 'aws', region: 'eu-west-1' },
    keys: { kind: 'file', path: '/keys.json' },
    stateBucket: undefined,
  });
});

test('a cell of Google knows its project', () => {
  const google = { UNDERSTUDY_CELL: 'google:europe-west4', GOOGLE_CLOUD_PROJECT: 'acme-ai' };
  expect(readSettings({ ...google, ...secret })).toEqual({
    cell: 'google:europe-west4',
    place: { cloud: 'google', region: 'europe-west4', project: 'acme-ai' },
    keys: { kind: 'secret', name: 'svc/gateway-keys', copyBucket: 'state' },
    stateBucket: 'state',
  });
});

test.each([
  ['nothing', {}, [/missing-cell/, /missing-keys/]],
  ['no keys: never open by default', cell, [/missing-keys/]],
  ['a secret without a bucket for its copy', { ...cell, UNDERSTUDY_KEYS_SECRET: 's' }, [/missing-keys/]],
  ['no cell', secret, [/missing-cell/]],
  [
    'a cell of Google without a project',
    { UNDERSTUDY_CELL: 'google:europe-west4' },
    [/missing-project/, /missing-keys/],
  ],
  ['a cell that is none', { ...secret, UNDERSTUDY_CELL: 'azure:westeurope' }, [/missing-cell.*azure:westeurope/]],
])('refuses %s', (_case, environment, messages) => {
  for (const message of messages) expect(() => readSettings(environment)).toThrow(message);
});
