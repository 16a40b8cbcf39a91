import { readAddress } from '../../../lib/gateway/adapters/address';

test.each([
  ['a plain machine', {}, { host: '127.0.0.1', port: 8080 }],
  ['a plain machine with a port', { PORT: '0' }, { host: '127.0.0.1', port: 0 }],
  ['Cloud Run', { K_SERVICE: 'assistant', PORT: '8081' }, { host: '0.0.0.0', port: 8081 }],
  ['a host that is named', { K_SERVICE: 'assistant', HOST: '127.0.0.12' }, { host: '127.0.0.12', port: 8080 }],
])('on %s', (_case, environment, address) => {
  expect(readAddress(environment)).toEqual(address);
});

test.each(['', 'http', '-1', '1.5', '65536'])('`%s` is no port', (port) => {
  expect(() => readAddress({ PORT: port })).toThrow(/^invalid-port: .*65535/);
});
