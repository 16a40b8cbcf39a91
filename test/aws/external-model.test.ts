import { Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { App } from 'aws-cdk-lib/core';
import { ExternalModel, type ExternalModelProps } from '../../lib/aws/external-model';
import { Fleet } from '../../lib/aws/fleet';
import { Rung } from '../../lib/aws/rung';
import { METADATA_KEY } from '../../lib/contract/metadata';
import { declaration, topology } from './fleets';
import { theirs } from './model-servers';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('./prebuilt-gateway'));

const azure: ExternalModelProps = {
  url: 'https://llm.example.net/v1',
  model: 'qwen3-8b',
  fate: { cloud: 'azure', region: 'westeurope', dns: 'azure-dns', identity: 'entra' },
};

test('says what it is lost together with: its cloud, there its region, its names and who lets callers in', () => {
  expect(new ExternalModel(azure).sharesFateWith).toEqual([
    'azure:westeurope',
    'azure',
    'dns:azure-dns',
    'identity:entra',
  ]);
  const plain = { ...azure, fate: { cloud: 'on-premises', region: 'cellar', dns: 'route53', identity: 'none' } };
  expect(new ExternalModel(plain).sharesFateWith).toEqual(['on-premises:cellar', 'on-premises', 'dns:route53']);
});

test('its fate goes with its rung into the templates, where checks and drills read it', () => {
  const external = new ExternalModel(azure);
  const rung = Rung.external({ name: 'leased', model: external, residency: ['eu'], sharesFateWith: ['one-contract'] });
  const [frontier, , script] = declaration().ladder;
  const app = new App();
  const fleet = Fleet._of(app, 'Assistant', topology({ ladder: [frontier, rung._document, script] }));
  const { ladder } = Template.fromStack(fleet.cells[0].stack).toJSON().Metadata[METADATA_KEY];
  expect(ladder[1]).toMatchObject({
    tier: 2,
    on: { aws: { kind: 'openai-compatible', url: azure.url, model: azure.model } },
    sharesFateWith: [...external.sharesFateWith, 'one-contract'],
  });
});

test.each([
  ['https://llm.example.net/v1', 443],
  ['http://10.1.2.3:8000/v1', 8000],
  ['http://llm.example.net/v1', 80],
])('lets a client in a network call %s, on port %d alone', (url, port) => {
  const { stack, vpc } = theirs();
  const client = new SecurityGroup(stack, 'Client', { vpc, allowAllOutbound: false });
  new ExternalModel({ ...azure, url }).allowFrom({ connections: client.connections } as never);
  const [group] = Object.values(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroup'));
  expect(group.Properties.SecurityGroupEgress).toEqual([
    expect.objectContaining({ FromPort: port, ToPort: port, CidrIp: '0.0.0.0/0', IpProtocol: 'tcp' }),
  ]);
});

test.each(['llm.example.net', 'ftp://llm.example.net/v1', ''])('%j is refused: malformed-url', (url) => {
  expect(() => new ExternalModel({ ...azure, url })).toThrow('malformed-url');
});
