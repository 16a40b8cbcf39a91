import { DomainName } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer, ListenerAction, NetworkLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { CellEndpoint } from '../../lib/aws/cell-endpoint';
import { CellRecords, type CellRecordsProps } from '../../lib/aws/cell-records';
import { foreignStack, only, resourcesOf, templateOf } from './fleets';

const ZONE_ID = 'Z0123456789ABCDEFGHIJ';

function records(stack: Stack, props: Partial<CellRecordsProps> = {}) {
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: ZONE_ID,
    zoneName: 'ai.example.com',
  });
  const endpoint = CellEndpoint.domainName('here.ai.example.com', zone);
  const serving = { path: '/health/serving' };
  const construct = new CellRecords(stack, 'Records', { zone, domain: 'ai.example.com', endpoint, serving, ...props });
  return { construct, template: templateOf(stack) };
}

const preferred = { path: '/health/preferred' };

describe('latency records', () => {
  test.each([
    ['any.aws.ai.example.com.', 'any(eu-west-1)'],
    ['best.aws.ai.example.com.', 'best(eu-west-1)'],
  ])('%s stands for this Region while %s is healthy', (Name, checkName) => {
    const { template } = records(foreignStack(), { preferred });
    const record = only(template, 'AWS::Route53::RecordSet', { Name }).Properties;
    expect(record).toMatchObject({
      Type: 'A',
      HostedZoneId: ZONE_ID,
      Region: 'eu-west-1',
      SetIdentifier: 'eu-west-1',
      AliasTarget: { EvaluateTargetHealth: true },
    });
    const [checkId] = resourcesOf(template, 'AWS::Route53::HealthCheck').find(([, { Properties }]) =>
      Properties.HealthCheckTags.some((tag: { Value: string }) => tag.Value === checkName),
    )!;
    expect(record.HealthCheckId).toEqual({ Ref: checkId });
  });

  test('without a preferred probe the Region never stands among the best', () => {
    const { template, construct } = records(foreignStack());
    expect(construct.bestCheck).toBeUndefined();
    const names = resourcesOf(template, 'AWS::Route53::RecordSet').map(([, { Properties }]) => Properties.Name);
    expect(names.sort()).toEqual(['any.aws.ai.example.com.', 'eu-west-1.aws.ai.example.com.']);
    template.resourceCountIs('AWS::Route53::HealthCheck', 2);
  });

  test("the cell's own name has neither policy nor check: it leads to this cell whatever its state", () => {
    const { template } = records(foreignStack(), { preferred });
    const own = only(template, 'AWS::Route53::RecordSet', { Name: 'eu-west-1.aws.ai.example.com.' }).Properties;
    expect(own).not.toHaveProperty('HealthCheckId');
    expect(own).not.toHaveProperty('Region');
    expect(own).not.toHaveProperty('SetIdentifier');
  });

  test('another Region than the stack of the records, where an endpoint abroad is scored', () => {
    const { template } = records(foreignStack(), { region: 'us-east-1' });
    only(template, 'AWS::Route53::RecordSet', { Name: 'any.aws.ai.example.com.', Region: 'us-east-1' });
    only(template, 'AWS::Route53::RecordSet', { Name: 'us-east-1.aws.ai.example.com.' });
  });

  test('a domain outside the zone is refused', () => {
    expect(() => records(foreignStack(), { domain: 'ai.example.net' })).toThrow('zone-does-not-hold-domain');
  });

  test('a stack without a Region is refused', () => {
    expect(() => records(new Stack(new App(), 'Anywhere'))).toThrow('region-not-known');
  });
});

describe('health checks', () => {
  test('a probe asks the own name over HTTPS with SNI, every 10 s, three rounds turn it', () => {
    const { template } = records(foreignStack(), { preferred });
    for (const ResourcePath of ['/health/serving', '/health/preferred']) {
      const check = resourcesOf(template, 'AWS::Route53::HealthCheck').find(
        ([, { Properties }]) => Properties.HealthCheckConfig.ResourcePath === ResourcePath,
      )![1];
      expect(check.Properties.HealthCheckConfig).toEqual({
        Type: 'HTTPS',
        FullyQualifiedDomainName: 'eu-west-1.aws.ai.example.com',
        Port: 443,
        ResourcePath,
        RequestInterval: 10,
        FailureThreshold: 3,
        EnableSNI: true,
        Inverted: false,
        MeasureLatency: false,
      });
    }
  });

  test('a probe of its own making', () => {
    const { template } = records(foreignStack(), {
      serving: {
        path: '/up',
        host: 'probe.example.net',
        port: 8443,
        interval: Duration.seconds(30),
        failureThreshold: 2,
      },
    });
    const probe = {
      FullyQualifiedDomainName: 'probe.example.net',
      Port: 8443,
      RequestInterval: 30,
      FailureThreshold: 2,
    };
    template.hasResourceProperties('AWS::Route53::HealthCheck', {
      HealthCheckConfig: { ...probe, ResourcePath: '/up' },
    });
  });

  test.each([
    ['malformed-probe-path', { path: 'health' }],
    ['probe-interval-not-offered', { path: '/', interval: Duration.seconds(20) }],
    ['probe-threshold-out-of-range', { path: '/', failureThreshold: 0 }],
    ['probe-threshold-out-of-range', { path: '/', failureThreshold: 11 }],
    ['probe-threshold-out-of-range', { path: '/', failureThreshold: 1.5 }],
  ])('%s: %j is refused', (code, serving) => {
    expect(() => records(foreignStack(), { serving })).toThrow(code);
  });

  test('the calculated checks ask all of their probes, and stay flat', () => {
    const { template } = records(foreignStack(), { preferred });
    const checks = new Map(resourcesOf(template, 'AWS::Route53::HealthCheck'));
    const calculated = [...checks.values()].map((check) => check.Properties.HealthCheckConfig);
    const all = calculated.filter((config) => config.Type === 'CALCULATED');
    expect(all.map((config) => config.HealthThreshold).sort()).toEqual([1, 2]);
    for (const { ChildHealthChecks, HealthThreshold } of all) {
      expect(ChildHealthChecks).toHaveLength(HealthThreshold);
      for (const { Ref } of ChildHealthChecks) {
        expect(checks.get(Ref)!.Properties.HealthCheckConfig.Type).toBe('HTTPS');
      }
    }
  });
});

describe('somebody else’s endpoints', () => {
  test('two load balancers in two Regions fail over to each other', () => {
    const templates = ['eu-west-1', 'us-east-1'].map((region) => {
      const stack = foreignStack(region);
      const vpc = new Vpc(stack, 'Vpc', { availabilityZones: [`${region}a`, `${region}b`] });
      const endpoint =
        region === 'eu-west-1'
          ? CellEndpoint.applicationLoadBalancer(
              new ApplicationLoadBalancer(stack, 'Alb', { vpc, internetFacing: true }),
            )
          : CellEndpoint.networkLoadBalancer(new NetworkLoadBalancer(stack, 'Nlb', { vpc, internetFacing: true }));
      return records(stack, { endpoint }).template;
    });
    for (const [template, region] of [
      [templates[0], 'eu-west-1'],
      [templates[1], 'us-east-1'],
    ] as const) {
      const [balancerId] = resourcesOf(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer')[0];
      const record = only(template, 'AWS::Route53::RecordSet', { Name: 'any.aws.ai.example.com.' }).Properties;
      expect(record.Region).toBe(region);
      expect(record.AliasTarget).toEqual({
        DNSName: { 'Fn::GetAtt': [balancerId, 'DNSName'] },
        HostedZoneId: { 'Fn::GetAtt': [balancerId, 'CanonicalHostedZoneID'] },
        EvaluateTargetHealth: true,
      });
      expect(record.HealthCheckId).toHaveProperty('Ref');
    }
  });

  test('an API Gateway alias evaluates target health, which CDK’s own target never asks for', () => {
    const stack = foreignStack();
    const certificate = Certificate.fromCertificateArn(
      stack,
      'Cert',
      'arn:aws:acm:eu-west-1:111122223333:certificate/x',
    );
    const domain = new DomainName(stack, 'Domain', { domainName: 'ai.example.com', certificate });
    const { template } = records(stack, { endpoint: CellEndpoint.apiGateway(domain) });
    const [domainId] = resourcesOf(template, 'AWS::ApiGateway::DomainName')[0];
    for (const Name of ['any.aws.ai.example.com.', 'eu-west-1.aws.ai.example.com.']) {
      expect(only(template, 'AWS::Route53::RecordSet', { Name }).Properties.AliasTarget).toEqual({
        DNSName: { 'Fn::GetAtt': [domainId, 'RegionalDomainName'] },
        HostedZoneId: { 'Fn::GetAtt': [domainId, 'RegionalHostedZoneId'] },
        EvaluateTargetHealth: true,
      });
    }
  });

  test('no record draws traffic before the endpoint is there', () => {
    const stack = foreignStack();
    const vpc = new Vpc(stack, 'Vpc', { availabilityZones: ['eu-west-1a', 'eu-west-1b'] });
    const balancer = new ApplicationLoadBalancer(stack, 'Alb', { vpc });
    balancer.addListener('Http', { port: 80, defaultAction: ListenerAction.fixedResponse(200) });
    const { template } = records(stack, { endpoint: CellEndpoint.applicationLoadBalancer(balancer), preferred });
    const [listenerId] = resourcesOf(template, 'AWS::ElasticLoadBalancingV2::Listener')[0];
    for (const record of Object.values(template.findResources('AWS::Route53::RecordSet'))) {
      expect(record.DependsOn).toContain(listenerId);
    }
  });

  test('a name outside the zone is refused: it would need a CNAME', () => {
    const zone = HostedZone.fromHostedZoneAttributes(foreignStack(), 'Z', {
      hostedZoneId: ZONE_ID,
      zoneName: 'example.com',
    });
    expect(() => CellEndpoint.domainName('lb.example.net', zone)).toThrow('second-cloud-needs-address');
    expect(() => CellEndpoint.domainName('notexample.com', zone)).toThrow('second-cloud-needs-address');
  });
});
