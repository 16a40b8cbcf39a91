import { nearest } from '../../lib/contract/nearest';

test.each<[written: string, known: string[], expected: string | undefined]>([
  ['flor', ['floor', 'queue'], 'floor'],
  ['Floor', ['floor'], 'floor'],
  ['frontdoorregion', ['frontDoorRegion', 'aws'], 'frontDoorRegion'],
  ['eu-wset-1', ['eu-west-1', 'eu-west-2', 'us-west-1'], 'eu-west-1'],
  ['hosted_zone', ['hostedZone', 'domain'], 'hostedZone'],
  ['vllm', ['bedrock', 'deterministic'], undefined],
  ['', ['floor'], undefined],
  ['x'.repeat(100_000), ['floor'], undefined],
])('of %.20s in %j', (written, known, expected) => {
  expect(nearest(written, known)).toBe(expected);
});
