import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import { Fleet } from '../../../lib/aws/fleet';
import { ALARMS, ROUTE_ALARMS } from '../../../lib/operations/cost/aws-cell-cost';
import { SWEEP_ALARMS, WORKER_RELEASE_ALARMS } from '../../../lib/operations/cost/aws-jobs-cost';
import { estimateOf } from '../../../lib/operations/cost/estimate';
import { loadServingFile } from '../../../lib/topology/load';
import { quotasOf } from '../../../lib/topology/quotas';

jest.mock('../../../lib/bundle/baked-gateway', () => jest.requireActual('../../aws/prebuilt-gateway'));

const topology = loadServingFile(join(__dirname, '../../../examples/own-compute.yaml'));
const fleet = Fleet._of(new App(), 'Assistant', topology);
const cells = fleet.cells.map(({ stack, region }) => ({ region, template: Template.fromStack(stack) }));
const count = (template: Template, type: string) => Object.keys(template.findResources(type)).length;

test('what is priced and counted is what is synthesized', () => {
  const [declared] = estimateOf(topology).fixedMonthly;
  for (const { region, template } of cells) {
    const lines = declared.places.find(({ place }) => place === `aws:${region}`)!.lines.map(({ what }) => what);
    const said = (what: RegExp) => Number(lines.map((line) => what.exec(line)?.[1]).find(Boolean));
    expect(count(template, 'AWS::Route53::HealthCheck')).toBe(said(/^(\d+) health checks/));
    const endpoints = Object.values(template.findResources('AWS::EC2::VPCEndpoint'));
    const interfaces = endpoints.filter(({ Properties }) => Properties.VpcEndpointType === 'Interface');
    expect(interfaces).toHaveLength(said(/^(\d+) interface endpoints/));
    const ids = Object.keys(template.findResources('AWS::CloudWatch::Alarm'));
    const ofRoutes = ids.filter((id) => id.startsWith('AlarmsRouteBurn')).length;
    expect(ofRoutes).toBe(topology.routes.length > 1 ? ROUTE_ALARMS.each * topology.routes.length : 0);
    const alarms = ids.length - ofRoutes;
    // Of own compute one more; Regions differ by what lies in them.
    expect(Math.abs(alarms - ALARMS.metric)).toBeLessThanOrEqual(5);
    expect(count(template, 'AWS::CloudWatch::CompositeAlarm')).toBe(ALARMS.composite);
    expect(count(template, 'AWS::CloudWatch::Dashboard')).toBe(1);
    expect(count(template, 'AWS::EC2::NatGateway')).toBe(0);
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      MinSize: String(said(/^own: (\d+) g6\.xlarge/)),
    });
  }
});

test('a cell that takes jobs has two alarms more of its sweep, and two of a release of its worker', () => {
  const reference = loadServingFile(join(__dirname, '../../../serving.yaml'));
  const [{ stack }] = Fleet._of(new App(), 'Assistant', reference).cells;
  const alarms = Object.keys(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
  expect(alarms.filter((id) => /Sweep/.test(id))).toHaveLength(SWEEP_ALARMS);
  const ofReleases = alarms.filter((id) => /^WorkerRelease/.test(id));
  expect(ofReleases).toHaveLength(WORKER_RELEASE_ALARMS.alarms);
});

test('what is asked of Lambda and of EC2 is what is synthesized', () => {
  const quotas = quotasOf(topology);
  for (const { region, template } of cells) {
    const needed = (id: string) => quotas.find((quota) => quota.id === id && quota.place === `aws:${region}`)!.needed;
    const reserved = Object.values(template.findResources('AWS::Lambda::Function')).reduce(
      (sum, { Properties }) => sum + (Properties.ReservedConcurrentExecutions ?? 0),
      0,
    );
    // A hundred stay without.
    expect(needed('lambda-concurrency')).toBeGreaterThanOrEqual(reserved + 100);
    const [group] = Object.values(template.findResources('AWS::AutoScaling::AutoScalingGroup'));
    expect(needed('gpu-vcpus')).toBe(4 * Number(group.Properties.MaxSize));
  }
});

test('each cell’s stack says its quotas as an output', () => {
  for (const { region, template } of cells) {
    const outputs = Object.values(template.toJSON().Outputs ?? {}) as { Value: unknown; Description?: string }[];
    const [quotas] = outputs.filter(({ Description }) => Description?.startsWith('Quotas'));
    expect(JSON.parse(String(quotas.Value))).toEqual(
      quotasOf(topology)
        .filter(({ place }) => place === `aws:${region}` || place === 'aws')
        .map(({ id, needed }) => ({ id, needed })),
    );
  }
});
