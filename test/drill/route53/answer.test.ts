import { answer } from '../../../lib/drill/route53/answer';
import type { Location, Zone } from '../../../lib/drill/route53/model';
import { awsRegionLocation } from '../../../lib/drill/route53/places';
import { fleetZone, record, type Spec, zone } from './zone-fixture';

const DUBLIN = awsRegionLocation('eu-west-1') as Location;

function ask(inZone: Zone, name: string, unhealthy: readonly string[] = [], from = DUBLIN) {
  return answer(inZone, { name, type: 'A', from }, (id) => !unhealthy.includes(id));
}

/** What answers: an address, or the id of the resource. */
function answered(inZone: Zone, name: string, unhealthy: readonly string[] = [], from = DUBLIN): string | undefined {
  const target = ask(inZone, name, unhealthy, from)?.record.target;
  if (target?.kind === 'values') return target.values[0];
  return target?.kind === 'alias-resource' ? target.resource : undefined;
}

describe('failover', () => {
  const pair = zone(
    { name: 'a', to: '192.0.2.1', failover: 'PRIMARY', check: 'p' },
    { name: 'a', to: '192.0.2.2', failover: 'SECONDARY', check: 's' },
  );
  test.each([
    [[], '192.0.2.1', false],
    [['p'], '192.0.2.2', false],
    [['s'], '192.0.2.1', false],
    [['p', 's'], '192.0.2.1', true],
  ])('with %j unhealthy it answers %s', (unhealthy, expected, failedOpen) => {
    expect(answered(pair, 'a', unhealthy)).toBe(expected);
    expect(ask(pair, 'a', unhealthy)?.failedOpen).toBe(failedOpen);
  });

  test('a secondary without a check is used whenever the primary is down', () => {
    const unchecked = zone(
      { name: 'a', to: '192.0.2.1', failover: 'PRIMARY', check: 'p' },
      { name: 'a', to: '192.0.2.2', failover: 'SECONDARY' },
    );
    expect(ask(unchecked, 'a', ['p'])).toMatchObject({ record: { id: 'a>192.0.2.2' }, failedOpen: false });
  });

  test('a primary without a check is never left', () => {
    const unchecked = zone(
      { name: 'a', to: '192.0.2.1', failover: 'PRIMARY' },
      { name: 'a', to: '192.0.2.2', failover: 'SECONDARY', check: 's' },
    );
    expect(answered(unchecked, 'a')).toBe('192.0.2.1');
  });
});

describe('latency', () => {
  const three = zone(
    { name: 'a', to: '192.0.2.3', latency: 'eu-central-1', check: 'fra' },
    { name: 'a', to: '192.0.2.1', latency: 'eu-west-1', check: 'dub' },
    { name: 'a', to: '192.0.2.2', latency: 'eu-west-3', check: 'par' },
  );
  test.each([
    [[], '192.0.2.1', false],
    [['dub'], '192.0.2.2', false],
    [['dub', 'par'], '192.0.2.3', false],
    [['dub', 'par', 'fra'], '192.0.2.1', true],
  ])('with %j unhealthy, Dublin gets %s', (unhealthy, expected, failedOpen) => {
    expect(answered(three, 'a', unhealthy)).toBe(expected);
    expect(ask(three, 'a', unhealthy)?.failedOpen).toBe(failedOpen);
  });

  test('each client gets the Region nearest to it', () => {
    const place = (region: string) => awsRegionLocation(region) as Location;
    expect(answered(three, 'a', [], place('eu-central-1'))).toBe('192.0.2.3');
    expect(answered(three, 'a', [], place('eu-west-3'))).toBe('192.0.2.2');
    expect(answered(three, 'a', [], place('us-east-1'))).toBe('192.0.2.1');
  });
});

// The worked configuration of R53/dns-failover-complex-configs: latency aliases over sets of checked records.
describe('a tree of aliases', () => {
  const tree = (usTarget: string): Zone =>
    zone(
      { name: 'www', to: usTarget, latency: 'us-east-2' },
      { name: 'www', to: 'ap', latency: 'ap-southeast-1' },
      { name: 'us', to: '192.0.2.1', failover: 'PRIMARY', check: 'us1' },
      { name: 'us', to: '192.0.2.2', failover: 'SECONDARY', check: 'us2' },
      { name: 'ap', to: '192.0.2.3', check: 'ap1' },
    );
  const ohio = awsRegionLocation('us-east-2') as Location;

  test('goes on to the other member of the branch, then backs out to the other branch', () => {
    expect(answered(tree('us'), 'www', [], ohio)).toBe('192.0.2.1');
    expect(answered(tree('us'), 'www', ['us1'], ohio)).toBe('192.0.2.2');
    expect(answered(tree('us'), 'www', ['us1', 'us2'], ohio)).toBe('192.0.2.3');
  });

  test('is trapped in the dead branch where the alias does not evaluate its target', () => {
    const trapped = ask(tree('!us'), 'www', ['us1', 'us2'], ohio);
    expect(trapped?.record.id).toBe('us>192.0.2.1');
    expect(trapped?.failedOpen).toBe(true);
  });

  test('with everything unhealthy fails open at each step, by the policy', () => {
    expect(ask(tree('us'), 'www', ['us1', 'us2', 'ap1'], ohio)).toMatchObject({
      record: { id: 'us>192.0.2.1' },
      path: ['www>us', 'us>192.0.2.1'],
      failedOpen: true,
    });
  });

  test('an unchecked leaf keeps its whole branch healthy', () => {
    const unchecked = zone(
      { name: 'www', to: 'us', failover: 'PRIMARY' },
      { name: 'www', to: '192.0.2.9', failover: 'SECONDARY' },
      { name: 'us', to: '192.0.2.1', latency: 'us-east-1', check: 'us1' },
      { name: 'us', to: '192.0.2.2', latency: 'us-west-2' },
    );
    expect(answered(unchecked, 'www', ['us1'])).toBe('192.0.2.2');
  });

  test.each([
    ['its check', ['alias']],
    ['its target', ['leaf']],
    ['both', ['alias', 'leaf']],
  ])('an alias with a check and an evaluated target is left when %s fails', (_, unhealthy) => {
    const both = zone(
      { name: 'a', to: 'b', failover: 'PRIMARY', check: 'alias' },
      { name: 'a', to: '192.0.2.2', failover: 'SECONDARY' },
      { name: 'b', to: '192.0.2.1', check: 'leaf' },
    );
    expect(answered(both, 'a')).toBe('192.0.2.1');
    expect(answered(both, 'a', unhealthy)).toBe('192.0.2.2');
  });
});

test('an alias of an API never fails by its target: only a check moves traffic', () => {
  const specs: Spec[] = [
    { name: 'a', to: 'resource:api', failover: 'PRIMARY' },
    { name: 'a', to: '192.0.2.2', failover: 'SECONDARY' },
  ];
  expect(answered(zone(...specs), 'a', ['anything'])).toBe('api');
  expect(answered(zone({ ...specs[0], check: 'api' } as Spec, specs[1] as Spec), 'a', ['api'])).toBe('192.0.2.2');
});

test('an alias has the TTL of what it leads to, 60 s for a resource of AWS', () => {
  const both = zone({ name: 'a', to: 'b' }, { name: 'b', to: '192.0.2.1' }, { name: 'c', to: 'resource:api' });
  expect(ask(both, 'a')?.ttlSeconds).toBe(30);
  expect(ask(both, 'c')?.ttlSeconds).toBe(60);
});

test("an address record of a resource has the record's own TTL, and so has what leads to it", () => {
  const inZone = zone({ name: 'a', to: 'b' }, { name: 'b', to: '' });
  const target = { kind: 'resource-address', resource: 'address', ttlSeconds: 30 } as const;
  const records = inZone.records.map((one) => (one.name === 'b' ? { ...one, target } : one));
  expect(ask({ ...inZone, records }, 'a')).toMatchObject({ ttlSeconds: 30, record: { target } });
});

test.each([
  ['no record has the name', zone(), 'a'],
  ['the type is another', { ...zone(), records: [record({ name: 'a', to: '192.0.2.1', type: 'TXT' })] }, 'a'],
  ['an alias leads nowhere', zone({ name: 'a', to: 'b' }), 'a'],
  ['aliases go in a circle', zone({ name: 'a', to: 'b' }, { name: 'b', to: 'a' }), 'a'],
  ['an alias leads to itself', zone({ name: 'a', to: '!a' }), 'a'],
])('there is no answer where %s', (_, inZone, name) => {
  expect(ask(inZone, name)).toBeUndefined();
});

describe('the walk of a fleet', () => {
  const regions = ['eu-west-1', 'eu-central-1', 'eu-west-3'];
  const all = (branch: string, of = regions) => of.map((region) => `${branch}(${region})`);
  /** A cell that is gone, or evacuated: neither branch has it. */
  const gone = (...of: string[]) => [...all('best', of), ...all('any', of)];

  test.each<[string, string[], string]>([
    ['all healthy: the nearest', [], 'eu-west-1'],
    ['the nearest without tier 1: the next with it', ['best(eu-west-1)'], 'eu-west-3'],
    ['two without tier 1: the third', ['best(eu-west-1)', 'best(eu-west-3)'], 'eu-central-1'],
    ['all of AWS without tier 1: Google, which has it', all('best'), 'google'],
    ['nobody has tier 1: the nearest that meets the floor', [...all('best'), 'best(google)'], 'eu-west-1'],
    [
      'the same with the nearest evacuated: never that one',
      [...all('best'), 'best(google)', 'any(eu-west-1)'],
      'eu-west-3',
    ],
    ['the nearest dead', gone('eu-west-1'), 'eu-west-3'],
    ['all of AWS dead: Google', gone(...regions), 'google'],
    ['all of AWS dead, Google without tier 1: Google', [...gone(...regions), 'best(google)'], 'google'],
    ['nobody meets the floor: the nearest of AWS', [...gone(...regions), 'best(google)', 'any(google)'], 'eu-west-1'],
  ])('with a second cloud, %s', (_, unhealthy, expected) => {
    const fleet = fleetZone({ regions, secondCloud: true });
    expect(answered(fleet, 'ai', unhealthy)?.replace('203.0.113.10', 'google')).toBe(expected);
  });

  test.each<[string, string[], string, boolean]>([
    ['all healthy', [], 'eu-west-1', false],
    ['the nearest without tier 1', ['best(eu-west-1)'], 'eu-west-3', false],
    ['all without tier 1', all('best'), 'eu-west-1', false],
    ['all without tier 1, the nearest evacuated', [...all('best'), 'any(eu-west-1)'], 'eu-west-3', false],
    ['the nearest dead', gone('eu-west-1'), 'eu-west-3', false],
    ['all dead', gone(...regions), 'eu-west-1', true],
  ])('on AWS alone, %s', (_, unhealthy, expected, failedOpen) => {
    const fleet = fleetZone({ regions });
    expect(answered(fleet, 'ai', unhealthy)).toBe(expected);
    expect(ask(fleet, 'ai', unhealthy)?.failedOpen).toBe(failedOpen);
  });

  test.each<[string, string[], string]>([
    ['all healthy', [], 'eu-west-1'],
    ['tier 1 gone here moves nobody', ['best(eu-west-1)'], 'eu-west-1'],
    ['the floor not met here', ['any(eu-west-1)'], 'eu-west-3'],
    ['the floor met nowhere', all('any'), 'eu-west-1'],
  ])('that prefers locality, %s', (_, unhealthy, expected) => {
    expect(answered(fleetZone({ regions, prefer: 'locality' }), 'ai', unhealthy)).toBe(expected);
  });

  test.each<[string, string[]]>([
    ['healthy', []],
    ['without tier 1', ['best(eu-west-1)']],
    ['dead', gone('eu-west-1')],
  ])('of one Region, %s: it answers', (_, unhealthy) => {
    expect(answered(fleetZone({ regions: ['eu-west-1'] }), 'ai', unhealthy)).toBe('eu-west-1');
  });

  test('says which records it walked', () => {
    const fleet = fleetZone({ regions });
    expect(ask(fleet, 'ai', all('best'))?.path).toEqual(['ai>any', 'any>any.aws', 'any.aws>resource:eu-west-1']);
  });
});
