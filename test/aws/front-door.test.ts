import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { FrontDoor, type FrontDoorProps } from '../../lib/aws/front-door';
import { Prefer } from '../../lib/aws/prefer';
import { SecondCloud } from '../../lib/aws/second-cloud';
import { foreignStack, resourcesOf, templateOf } from './fleets';

const ZONE_ID = 'Z0123456789ABCDEFGHIJ';

function frontDoor(props: Partial<FrontDoorProps> = {}) {
  const stack = foreignStack();
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: ZONE_ID,
    zoneName: 'ai.example.com',
  });
  new FrontDoor(stack, 'FrontDoor', { zone, domain: 'ai.example.com', ...props });
  return templateOf(stack);
}

/** `any PRIMARY -> any.aws`, every record of the front door as one line. */
function lines(template: ReturnType<typeof frontDoor>): string[] {
  return resourcesOf(template, 'AWS::Route53::RecordSet')
    .map(([, { Properties }]) => {
      const plain = (name: string) => name.replace(/\.?ai\.example\.com\.?$/, '') || 'ai';
      const target = Properties.AliasTarget ? plain(Properties.AliasTarget.DNSName) : Properties.ResourceRecords.join();
      const check = Properties.HealthCheckId ? ` checked` : '';
      return `${plain(Properties.Name)} ${Properties.Failover} -> ${target}${check}`;
    })
    .sort();
}

const endpoint = { addresses: ['203.0.113.10'], probeHost: 'llm-b.example.net', servingPath: '/healthz' };

test.each<[string, Partial<FrontDoorProps>, string[]]>([
  ['quality', {}, ['ai PRIMARY -> best', 'ai SECONDARY -> any', 'any PRIMARY -> any.aws', 'best PRIMARY -> best.aws']],
  ['locality', { prefer: Prefer.LOCALITY }, ['ai PRIMARY -> any', 'any PRIMARY -> any.aws']],
  [
    'quality, a second cloud that only serves',
    { secondCloud: SecondCloud.endpoint(endpoint) },
    [
      'ai PRIMARY -> best',
      'ai SECONDARY -> any',
      'any PRIMARY -> any.aws',
      'any SECONDARY -> 203.0.113.10 checked',
      'best PRIMARY -> best.aws',
    ],
  ],
  [
    'quality, a second cloud with a preferred tier, by a name in the zone',
    {
      secondCloud: SecondCloud.endpoint({
        nameInZone: 'b.ai.example.com',
        probeHost: 'b.ai.example.com',
        servingPath: '/healthz',
        preferredPath: '/best',
      }),
    },
    [
      'ai PRIMARY -> best',
      'ai SECONDARY -> any',
      'any PRIMARY -> any.aws',
      'any SECONDARY -> b checked',
      'best PRIMARY -> best.aws',
      'best SECONDARY -> b checked',
    ],
  ],
  [
    'locality, a second cloud with a preferred tier, for which nobody asks',
    { prefer: Prefer.LOCALITY, secondCloud: SecondCloud.endpoint({ ...endpoint, preferredPath: '/best' }) },
    ['ai PRIMARY -> any', 'any PRIMARY -> any.aws', 'any SECONDARY -> 203.0.113.10 checked'],
  ],
])('%s', (_, props, expected) => {
  expect(lines(frontDoor(props))).toEqual(expected);
});

test('every alias leads within its own zone and evaluates target health', () => {
  const template = frontDoor({
    secondCloud: SecondCloud.endpoint({
      nameInZone: 'b.ai.example.com',
      probeHost: 'b.ai.example.com',
      servingPath: '/',
    }),
  });
  for (const [, { Properties }] of resourcesOf(template, 'AWS::Route53::RecordSet')) {
    expect(Properties).toMatchObject({
      Type: 'A',
      HostedZoneId: ZONE_ID,
      SetIdentifier: Properties.Failover.toLowerCase(),
      AliasTarget: { HostedZoneId: ZONE_ID, EvaluateTargetHealth: true },
    });
  }
});

test('the addresses of a second cloud live at most 60 s in caches', () => {
  const template = frontDoor({ secondCloud: SecondCloud.endpoint(endpoint) });
  template.hasResourceProperties('AWS::Route53::RecordSet', {
    Name: 'any.ai.example.com.',
    TTL: '60',
    ResourceRecords: ['203.0.113.10'],
  });
});

test('the second cloud is among the best only while it both serves and has its preferred tier', () => {
  const template = frontDoor({ secondCloud: SecondCloud.endpoint({ ...endpoint, preferredPath: '/best' }) });
  const checks = new Map(resourcesOf(template, 'AWS::Route53::HealthCheck'));
  const config = (ref: { Ref: string }) => checks.get(ref.Ref)!.Properties.HealthCheckConfig;
  const secondary = (Name: string) =>
    resourcesOf(template, 'AWS::Route53::RecordSet').find(
      ([, { Properties }]) => Properties.Name === Name && Properties.Failover === 'SECONDARY',
    )![1].Properties;

  const any = config(secondary('any.ai.example.com.').HealthCheckId);
  expect(any).toMatchObject({ Type: 'HTTPS', FullyQualifiedDomainName: 'llm-b.example.net', ResourcePath: '/healthz' });
  const best = config(secondary('best.ai.example.com.').HealthCheckId);
  expect(best).toMatchObject({ Type: 'CALCULATED', HealthThreshold: 2 });
  expect(best.ChildHealthChecks.map((child: { Ref: string }) => config(child).ResourcePath)).toEqual([
    '/healthz',
    '/best',
  ]);
});

test('a domain outside the zone is refused', () => {
  expect(() => frontDoor({ domain: 'ai.example.net' })).toThrow('zone-does-not-hold-domain');
});

test.each([
  ['neither addresses nor a name', {}],
  ['both', { addresses: ['203.0.113.10'], nameInZone: 'b.ai.example.com' }],
  ['a name outside the zone', { nameInZone: 'llm-b.example.net' }],
])('a second cloud with %s is refused', (_, where) => {
  const secondCloud = SecondCloud.endpoint({ ...where, probeHost: 'llm-b.example.net', servingPath: '/healthz' });
  expect(() => frontDoor({ secondCloud })).toThrow('second-cloud-needs-address');
});

test.each([Prefer.QUALITY, Prefer.LOCALITY])('each alias waits for its target in the same stack: %#', (prefer) => {
  const records = resourcesOf(frontDoor({ prefer }), 'AWS::Route53::RecordSet');
  const idsOf = (name: string) =>
    records.filter(([, { Properties }]) => Properties.Name === `${name}.`).map(([id]) => id);
  const waits = records.map(([, { Properties, DependsOn = [] }]) => ({
    targets: idsOf(Properties.AliasTarget.DNSName),
    after: DependsOn,
  }));
  expect(waits.filter(({ targets }) => targets.length > 0)).not.toEqual([]);
  for (const { targets, after } of waits) expect(after).toEqual(expect.arrayContaining(targets));
});
