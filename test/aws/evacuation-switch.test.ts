import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer, ListenerAction, ListenerCondition } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LambdaTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { App, Stack } from 'aws-cdk-lib/core';
import { CellEndpoint } from '../../lib/aws/cell-endpoint';
import { CellRecords } from '../../lib/aws/cell-records';
import { EvacuationSwitch } from '../../lib/aws/evacuation-switch';
import { FrontDoor } from '../../lib/aws/front-door';
import { Prefer } from '../../lib/aws/prefer';
import { SwitchHolder } from '../../lib/aws/switch-holder';
import { answer } from '../../lib/drill/route53/answer';
import { checkHealth } from '../../lib/drill/route53/health';
import { awsRegionLocation } from '../../lib/drill/route53/places';
import { zonesOf } from '../../lib/drill/route53/zones';
import { readCloudAssembly } from '../../lib/estate/read-cloud-assembly';
import { ACCOUNT, foreignStack, only, resourcesOf, templateOf } from './fleets';

const DOMAIN = 'shop.example.com';
const REGIONS = ['eu-west-1', 'eu-central-1'];
const other = (region: string) => REGIONS.find((one) => one !== region)!;

/** Two Regions of somebody else's, behind load balancers of their own: no gateway, no fleet. */
function shop() {
  const app = new App();
  const zoneIn = (stack: Stack) =>
    HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: DOMAIN });
  const stacks = REGIONS.map((region) => {
    const stack = new Stack(app, `Shop-${region}`, { env: { account: ACCOUNT, region } });
    const vpc = new Vpc(stack, 'Vpc', { availabilityZones: [`${region}a`, `${region}b`], natGateways: 0 });
    const balancer = new ApplicationLoadBalancer(stack, 'Balancer', { vpc, internetFacing: true });
    const listener = balancer.addListener('Http', { port: 80, defaultAction: ListenerAction.fixedResponse(200) });
    const holder = new SwitchHolder(stack, 'Switches', {
      regions: [other(region)],
      bucketName: `shop-switches-${region}`,
    });
    listener.addTargets('Switches', {
      priority: 1,
      conditions: [ListenerCondition.pathPatterns(['/switch/*'])],
      targets: [new LambdaTarget(holder.function)],
    });
    new CellRecords(stack, 'Records', {
      zone: zoneIn(stack),
      domain: DOMAIN,
      endpoint: CellEndpoint.applicationLoadBalancer(balancer),
      serving: { path: '/health' },
      evacuation: new EvacuationSwitch(stack, 'Switch', { heldAt: `${other(region)}.aws.${DOMAIN}` }),
    });
    return stack;
  });
  const door = new Stack(app, 'Shop-FrontDoor', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  new FrontDoor(door, 'FrontDoor', { zone: zoneIn(door), domain: DOMAIN, prefer: Prefer.LOCALITY });
  return { assembly: app.synth(), stacks };
}

describe('beside two foreign load balancers', () => {
  const { assembly, stacks } = shop();

  test.each([
    ['nobody is to be left', [], 'eu-west-1'],
    ['the nearest is to be left', ['eu-west-1'], 'eu-central-1'],
    ['the other is to be left', ['eu-central-1'], 'eu-west-1'],
    // Failing open readmits whom nobody can replace.
    ['both are to be left', REGIONS, 'eu-west-1'],
  ])('%s', (_, left, region) => {
    const estate = readCloudAssembly(assembly.directory);
    const [zone] = zonesOf(estate);
    const endpointIsHealthy = (id: string) => {
      const check = zone.checks.find((one) => one.id === id);
      if (check?.kind !== 'endpoint') throw new Error(`no endpoint ${id}`);
      return !(check.inverted && left.some((one) => check.path === `/switch/${one}`));
    };
    const question = { name: DOMAIN, type: 'A', from: awsRegionLocation('eu-west-1')! };
    const found = answer(zone, question, (id) => checkHealth(zone.checks, id, endpointIsHealthy));
    const target = found?.record.target;
    const node = target?.kind === 'alias-resource' ? estate.nodes.get(target.resource) : undefined;
    expect(node?.stack.region).toBe(region);
  });

  test('the function reads the order of the other Region alone, and an alarm tells of it', () => {
    const template = templateOf(stacks[0]);
    const [bucket] = resourcesOf(template, 'AWS::S3::Bucket')[0];
    const policy = resourcesOf(template, 'AWS::IAM::Policy')
      .map(([, one]) => JSON.stringify(one.Properties))
      .join();
    expect(policy).toContain(`{"Fn::GetAtt":["${bucket}","Arn"]},"/switch/eu-central-1"`);
    expect(policy).not.toContain('/switch/eu-west-1"');
    const { Environment } = only(template, 'AWS::Lambda::Function', { Handler: 'health.handler' }).Properties;
    expect(Environment.Variables).toEqual({
      UNDERSTUDY_CELL: 'aws:eu-west-1',
      UNDERSTUDY_STATE_BUCKET: 'shop-switches-eu-west-1',
      UNDERSTUDY_SWITCHES: 'eu-central-1',
    });
    template.resourceCountIs('AWS::CloudWatch::Alarm', 1);
  });
});

const HELD_AT = 'eu-central-1.aws.ai.example.com';

test('the check is inverted and looks for the text, so that no bad release of a neighbour is an order', () => {
  const stack = foreignStack();
  new EvacuationSwitch(stack, 'Switch', { heldAt: HELD_AT });
  expect(only(templateOf(stack), 'AWS::Route53::HealthCheck').Properties.HealthCheckConfig).toEqual({
    Type: 'HTTPS_STR_MATCH',
    Inverted: true,
    FullyQualifiedDomainName: HELD_AT,
    Port: 443,
    ResourcePath: '/switch/eu-west-1',
    SearchString: 'understudy-evacuate:eu-west-1;',
    RequestInterval: 30,
    FailureThreshold: 3,
    EnableSNI: true,
    MeasureLatency: false,
    Regions: ['us-west-2', 'eu-west-1', 'ap-southeast-1'],
  });
});

test('a routing control takes its place', () => {
  const stack = foreignStack();
  const arn = 'arn:aws:route53-recovery-control::111122223333:controlpanel/0123/routingcontrol/4567';
  EvacuationSwitch.routingControl(stack, 'Switch', arn);
  const config = only(templateOf(stack), 'AWS::Route53::HealthCheck').Properties.HealthCheckConfig;
  expect(config).toMatchObject({ Type: 'RECOVERY_CONTROL', RoutingControlArn: arn });
});

test.each([
  ['switch-held-by-itself', foreignStack(), 'eu-west-1.aws.ai.example.com'],
  ['region-not-known', new Stack(new App(), 'Anywhere'), HELD_AT],
])('%s is refused', (code, stack, heldAt) => {
  expect(() => new EvacuationSwitch(stack, 'Switch', { heldAt })).toThrow(code);
});

test('the switch is made before what counts it, which waits for all that serves', () => {
  const stack = foreignStack();
  const vpc = new Vpc(stack, 'Vpc', { availabilityZones: ['eu-west-1a', 'eu-west-1b'] });
  const balancer = new ApplicationLoadBalancer(stack, 'Balancer', { vpc });
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0', zoneName: 'ai.example.com' });
  new CellRecords(stack, 'Records', {
    ...{ zone, domain: 'ai.example.com', endpoint: CellEndpoint.applicationLoadBalancer(balancer) },
    ...{ serving: { path: '/health' }, preferred: { path: '/best' } },
    evacuation: new EvacuationSwitch(stack, 'Switch', { heldAt: HELD_AT }),
  });
  const template = templateOf(stack);
  const [balancerId] = resourcesOf(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer')[0];
  const checks = Object.values(template.findResources('AWS::Route53::HealthCheck'));
  const byType = (type: string) => checks.filter(({ Properties }) => Properties.HealthCheckConfig.Type === type);
  expect(byType('HTTPS_STR_MATCH').map(({ DependsOn }) => DependsOn)).toEqual([undefined]);
  expect(byType('CALCULATED')).toHaveLength(2);
  for (const { Properties, DependsOn } of byType('CALCULATED')) {
    expect(DependsOn).toContain(balancerId);
    expect(JSON.stringify(Properties.HealthCheckConfig.ChildHealthChecks)).toContain('SwitchCheck');
    expect(Properties.HealthCheckConfig.HealthThreshold).toBe(Properties.HealthCheckConfig.ChildHealthChecks.length);
  }
});
