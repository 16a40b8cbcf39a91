import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { App, Stack } from 'aws-cdk-lib/core';
import { CellNetwork, type CellNetworkProps } from '../../lib/aws/cell-network';
import { Egress } from '../../lib/aws/egress';
import { foreignStack, only, resourcesOf, templateOf } from './fleets';

function network(props: CellNetworkProps = {}, stack = foreignStack()) {
  return { stack, construct: new CellNetwork(stack, 'Network', props) };
}

test('two zones, named, so that synthesis asks no account; private, with no way out', () => {
  const template = templateOf(network().stack);
  const zones = resourcesOf(template, 'AWS::EC2::Subnet').map(([, { Properties }]) => Properties.AvailabilityZone);
  expect(zones).toEqual(['eu-west-1a', 'eu-west-1b']);
  for (const type of ['AWS::EC2::NatGateway', 'AWS::EC2::InternetGateway', 'AWS::Lambda::Function']) {
    template.resourceCountIs(type, 0);
  }
  expect(JSON.stringify(template.toJSON())).not.toContain('0.0.0.0/0","Gateway');
});

test('zones of one’s own, and a NAT gateway in each when it is asked for', () => {
  const { stack } = network({ zones: ['eu-west-1a', 'eu-west-1c', 'eu-west-1b'], egress: Egress.NAT_PER_ZONE });
  const template = templateOf(stack);
  template.resourceCountIs('AWS::EC2::NatGateway', 3);
  const subnets = resourcesOf(template, 'AWS::EC2::Subnet').map(([, { Properties }]) => Properties);
  expect(subnets).toHaveLength(6);
  for (const { MapPublicIpOnLaunch } of subnets) expect(MapPublicIpOnLaunch).toBe(false);
});

test('an endpoint for each service that is called, once, open to its callers alone', () => {
  const { stack, construct } = network();
  const client = (id: string) => new SecurityGroup(stack, id, { vpc: construct.vpc });
  const [gateway, servers] = [client('Gateway'), client('Servers')];
  construct.reach('secretsmanager', gateway);
  construct.reach('bedrock-runtime', gateway);
  construct.reach('ecr.api', servers);
  construct.reach('secretsmanager', servers);
  construct.reach('dynamodb', servers);
  const template = templateOf(stack);
  const endpoints = resourcesOf(template, 'AWS::EC2::VPCEndpoint').map(([, { Properties }]) => [
    Properties.VpcEndpointType,
    JSON.stringify(Properties.ServiceName).replace(/.*eu-west-1\.|"\]?.*/g, ''),
  ]);
  expect(
    endpoints
      .filter(([type]) => type === 'Interface')
      .map(([, name]) => name)
      .sort(),
  ).toEqual(['bedrock-runtime', 'ecr.api', 'secretsmanager']);
  expect(endpoints.filter(([type]) => type === 'Gateway')).toHaveLength(2);
  const rules = resourcesOf(template, 'AWS::EC2::SecurityGroupIngress').map(([, { Properties }]) => Properties);
  expect(rules).toHaveLength(2);
  for (const { FromPort, CidrIp, SourceSecurityGroupId } of rules) {
    expect([FromPort, CidrIp]).toEqual([443, undefined]);
    expect(SourceSecurityGroupId).toBeDefined();
  }
  const group = resourcesOf(template, 'AWS::EC2::SecurityGroup').find(([id]) => id.startsWith('NetworkEndpoints'));
  expect(group?.[1].Properties.SecurityGroupIngress).toBeUndefined();
});

test('refused connections are logged', () => {
  expect(only(templateOf(network().stack), 'AWS::EC2::FlowLog').Properties.TrafficType).toBe('REJECT');
});

test.each<[string, CellNetworkProps, string | undefined]>([
  ['one-zone', { zones: ['eu-west-1a'] }, 'eu-west-1'],
  ['region-not-known', {}, undefined],
])('%s', (code, props, region) => {
  const stack = new Stack(new App(), 'Theirs', region === undefined ? {} : { env: { region } });
  expect(() => network(props, stack)).toThrow(code);
});
