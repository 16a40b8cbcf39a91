import { startDnsPlaces } from '../../../lib/rehearsal/dns/places';
import { CachingResolver } from '../../../lib/rehearsal/traffic/resolver';

test('what DNS said holds for the TTL, in service time, and no longer', async () => {
  let address = '127.0.0.11';
  const dns = await startDnsPlaces({
    names: {
      apexOf: () => 'example.com',
      resolve: () => ({ kind: 'answer', addresses: [address], ttlSeconds: 60, failedOpen: false }),
    },
    ...{ port: 0, regions: ['eu-west-1'], locationOf: () => ({ latitude: 0, longitude: 0 }) },
    wireTtl: (seconds) => seconds / 10,
  });
  let now = 0;
  const resolver = new CachingResolver(
    dns.places[0].port,
    () => now,
    (ttl) => ttl * 10,
  );
  expect(await resolver.address('ai.example.com')).toBe('127.0.0.11');
  address = '127.0.0.12';
  now = 59;
  expect(await resolver.address('ai.example.com')).toBe('127.0.0.11');
  now = 60;
  expect(await resolver.address('ai.example.com')).toBe('127.0.0.12');
  await dns.close();
});
