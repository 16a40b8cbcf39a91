import { otlpEndpoint } from '../../../../lib/gateway/observe/spans/otlp-endpoint';

const declared = 'http://declared:4318';

test.each<[string, Record<string, string>, string | undefined, string | undefined]>([
  ['nobody says anything', {}, undefined, undefined],
  ['the fleet declares it', {}, declared, 'http://declared:4318/v1/traces'],
  [
    'the environment knows better',
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://other/base/' },
    declared,
    'https://other/base/v1/traces',
  ],
  [
    'it knows where spans go',
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://own/path', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://no' },
    declared,
    'http://own/path',
  ],
  ['it wants none', { OTEL_TRACES_EXPORTER: 'none' }, declared, undefined],
  ['it wants nothing of this', { OTEL_SDK_DISABLED: 'true' }, declared, undefined],
  ['it is set to nothing', { OTEL_EXPORTER_OTLP_ENDPOINT: '' }, undefined, undefined],
])('where %s', (_case, environment, base, url) => {
  expect(otlpEndpoint(environment, base)?.url).toBe(url);
});

test('headers are a list of pairs, their values percent-encoded', () => {
  const environment = { OTEL_EXPORTER_OTLP_HEADERS: 'Api-Key=a%20b=c, x = y ,broken,=z,odd=%' };
  expect(otlpEndpoint(environment, declared)?.headers).toEqual({ 'api-key': 'a b=c', x: 'y', odd: '%' });
});

test.each(['localhost:4318', 'ftp://collector'])('%s is no address, and said so', (address) => {
  expect(() => otlpEndpoint({ OTEL_EXPORTER_OTLP_ENDPOINT: address }, undefined)).toThrow('invalid-otlp-endpoint');
});
