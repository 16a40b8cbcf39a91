import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../bin/synth';
import { check } from '../../lib/checks/check';
import { service } from './blocks';
import { only, type Resources, written } from './example';
import { intent } from './intent';

describe('the example with own compute', () => {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-own-'));
  const [assembly, terraform] = [join(folder, 'cdk.out'), join(folder, 'cdktf.out')];
  const found = () =>
    check({ paths: [assembly, terraform], asked: {}, rules: [], only: [], skip: [] }).findings.map(
      ({ rule, place }) => `${rule.id} ${place.node?.type ?? ''}`,
    );

  beforeAll(() => synthesize(join(__dirname, '../../examples/own-compute.yaml'), assembly));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('survives what it says: nothing is found', () => {
    expect(found()).toEqual([]);
  });

  test('and is found where a cell would start fewer servers than the sum was made with', () => {
    const [file] = readManifest(assembly).filter((name) => readFileSync(name, 'utf8').includes('ScalableTarget'));
    const template = JSON.parse(readFileSync(file, 'utf8'));
    const [target] = Object.values<{ Type: string; Properties: { MinCapacity: number } }>(template.Resources).filter(
      ({ Type }) => Type === 'AWS::ApplicationAutoScaling::ScalableTarget',
    );
    target.Properties.MinCapacity -= 1;
    writeFileSync(file, JSON.stringify(template));
    expect(found()).toEqual(['warm-compute-not-deployed ']);
  });
});

function readManifest(assembly: string): string[] {
  const { artifacts } = JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8'));
  return Object.values<{ properties?: { templateFile?: string } }>(artifacts).flatMap(({ properties }) =>
    properties?.templateFile === undefined ? [] : [join(assembly, properties.templateFile)],
  );
}

const compute = {
  posture: 'active-active' as const,
  services: [{ rung: 'own', cell: 'aws:eu-west-1' as const, warm: 2, most: 4, millisecondsPerRequest: 333 }],
  uncovered: [],
};
const scaled = (MinCapacity: unknown, changes: object = {}) => ({
  Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
  Properties: {
    ...{ MinCapacity, MaxCapacity: 9, ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' },
    ResourceId: { 'Fn::Join': ['/', ['service', 'cluster', { 'Fn::GetAtt': ['Model', 'Name'] }]] },
    ...changes,
  },
});
const MODEL = service({ DesiredCount: undefined, LoadBalancers: [{ ContainerName: 'm', ContainerPort: 8000 }] });
const OTHER = service({ DesiredCount: 2 });
const rulesThat = (resources: Resources, changes: object = {}) =>
  written(only(resources, { intent: intent({ compute }), ...changes }), (paths) =>
    check({
      paths,
      asked: { survive: [] },
      rules: [],
      only: ['warm-compute-not-deployed', 'single-instance'],
      skip: [],
    })
      .findings.map(({ rule, kind }) => `${rule.id} ${kind}`)
      .sort(),
  );

test.each<[what: string, resources: Resources, finds: readonly string[]]>([
  ['what scaling never goes below is there', { Model: MODEL, Scaling: scaled(2) }, []],
  [
    'one is what a service starts with',
    { Model: MODEL },
    ['single-instance violation', 'warm-compute-not-deployed violation'],
  ],
  [
    'scaling to one raises nothing',
    { Model: MODEL, Scaling: scaled(1) },
    ['single-instance violation', 'warm-compute-not-deployed violation'],
  ],
  ['more that are desired are there, whatever scaling may leave', { Model: OTHER, Scaling: scaled(1) }, []],
  [
    "another's scaling does not count",
    {
      Model: MODEL,
      Other: service({ DesiredCount: 0 }),
      Scaling: scaled(5, { ResourceId: { 'Fn::GetAtt': ['Other', 'Name'] } }),
    },
    ['single-instance violation'],
  ],
  [
    'nor does that of something else of it',
    { Model: MODEL, Scaling: scaled(2, { ScalableDimension: 'ecs:service:Other' }) },
    ['single-instance violation', 'warm-compute-not-deployed violation'],
  ],
  [
    'a least that nobody knows is no pass',
    { Model: MODEL, Scaling: scaled({ 'Fn::ImportValue': 'least' }) },
    ['warm-compute-not-deployed undecided'],
  ],
])('%s', (_what, resources, finds) => {
  expect(rulesThat(resources)).toEqual(finds);
});

const ZONE = { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'models.internal' } };
const PRIVATE = { ...ZONE, Properties: { ...ZONE.Properties, VPCs: [{ VPCId: 'vpc-1', VPCRegion: 'eu-west-1' }] } };
const NAME = {
  Type: 'AWS::Route53::RecordSet',
  Properties: {
    HostedZoneId: { Ref: 'Zone' },
    Name: 'own.models.internal',
    Type: 'A',
    AliasTarget: { DNSName: { 'Fn::GetAtt': ['Balancer', 'DNSName'] }, HostedZoneId: 'Z1', EvaluateTargetHealth: true },
  },
};
const BALANCER = { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: {} };

test.each([
  ['public', ZONE, ['single-cloud', 'stateful-without-retain']],
  ['private', PRIVATE, []],
])('a name in a %s zone is what clients call, and what its zone says may be lost: or not', (_what, zone, finds) => {
  const resources = { Zone: zone, Name: NAME, Balancer: BALANCER };
  const rules = written(only(resources), (paths) =>
    check({
      ...{ paths, asked: { survive: ['any-cloud' as const] }, rules: [], skip: [] },
      only: ['single-cloud', 'stateful-without-retain'],
    }).findings.map(({ rule }) => rule.id),
  );
  expect(rules.sort()).toEqual(finds);
});
