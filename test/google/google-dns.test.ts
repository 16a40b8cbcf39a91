import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import { Fleet } from '../../lib/aws/fleet';
import { GoogleDns } from '../../lib/google/google-dns';
import { attributeOf, fleetOf, foreignStack, type Json, only, resourcesOf, topology } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('../aws/prebuilt-gateway'));

const dnsOf = (prefer: 'quality' | 'locality', regions = ['europe-west4', 'europe-west1']) =>
  foreignStack((stack) => {
    new GoogleDns(stack, 'Dns', {
      zoneId: 'Z0123456789ABCDEFGHIJ',
      domain: 'ai.example.com',
      regions,
      address: '203.0.113.20',
      certificateProofs: { served: 'proof-of-served.', google: 'proof-of-google.' },
      prefer,
    });
  });
const json = dnsOf('quality');
const record = (name: string, from = json) => only(from, 'aws_route53_record', { name: `${name}.ai.example.com` });
const checkOf = (found: Json) =>
  resourcesOf(json, 'aws_route53_health_check').find(
    (check) => attributeOf(json, 'aws_route53_health_check', check, 'id') === found.health_check_id,
  ) as Json;

test.each(['any', 'best'])('%s falls over to Google by an alias that evaluates its target', (level) => {
  expect(record(level)).toMatchObject({
    type: 'A',
    failover_routing_policy: { type: 'SECONDARY' },
    set_identifier: 'google',
    alias: { name: `${level}.google.ai.example.com`, zone_id: 'Z0123456789ABCDEFGHIJ', evaluate_target_health: true },
  });
  // Route 53 refuses an alias whose target is not there yet.
  const target = attributeOf(json, 'aws_route53_record', record(`${level}.google`), 'id').slice(2, -4);
  expect(record(level).depends_on).toEqual([target]);
});

test.each([
  ['any', '/health/serving'],
  ['best', '/health/preferred'],
])("%s.google is Google's address while one region answers %s", (level, path) => {
  const found = record(`${level}.google`);
  expect(found).toMatchObject({ type: 'A', ttl: 60, records: ['203.0.113.20'], set_identifier: 'google' });
  const check = checkOf(found);
  expect(check).toMatchObject({ type: 'CALCULATED', child_health_threshold: 1, tags: { Name: `${level}(google)` } });
  const probes = resourcesOf(json, 'aws_route53_health_check').filter((each) => each.resource_path === path);
  const ids = probes.map((probe) => attributeOf(json, 'aws_route53_health_check', probe, 'id'));
  expect([...check.child_healthchecks].sort()).toEqual(ids.sort());
  expect(probes.map(({ fqdn }) => fqdn).sort()).toEqual([
    'europe-west1.google.ai.example.com',
    'europe-west4.google.ai.example.com',
  ]);
});

test('every probe is HTTPS with SNI, every ten seconds, three times', () => {
  const probes = resourcesOf(json, 'aws_route53_health_check').filter(({ type }) => type !== 'CALCULATED');
  expect(probes).toHaveLength(4);
  for (const probe of probes) {
    expect(probe).toMatchObject({
      type: 'HTTPS',
      port: 443,
      enable_sni: true,
      request_interval: 10,
      failure_threshold: 3,
    });
  }
});

test("Google is left as a whole: both branches end while an AWS Region answers its switch's text", () => {
  const switched = fleetOf().dns;
  const leave = only(switched, 'aws_route53_health_check', { type: 'HTTPS_STR_MATCH' });
  expect(leave).toMatchObject({
    invert_healthcheck: true,
    fqdn: 'eu-central-1.aws.ai.example.com',
    port: 443,
    resource_path: '/switch/google',
    search_string: 'understudy-evacuate:google;',
    request_interval: 30,
    failure_threshold: 3,
    regions: ['us-west-2', 'eu-west-1', 'ap-southeast-1'],
    enable_sni: true,
  });
  const id = attributeOf(switched, 'aws_route53_health_check', leave, 'id');
  for (const level of ['any', 'best']) {
    const branch = record(level, switched);
    expect(branch).toMatchObject({ health_check_id: id, alias: { evaluate_target_health: true } });
  }
  // Without somebody to hold it there is none.
  expect(record('any')).not.toHaveProperty('health_check_id');
});

test('what is probed has an address of its own name, and no check: it is where the check looks', () => {
  for (const region of ['europe-west4', 'europe-west1']) {
    const own = record(`${region}.google`);
    expect(own).toMatchObject({ type: 'A', ttl: 60, records: ['203.0.113.20'] });
    expect(own).not.toHaveProperty('health_check_id');
  }
});

test('the certificate proves itself at both names', () => {
  expect(record('_acme-challenge')).toMatchObject({ type: 'CNAME', records: ['proof-of-served.'] });
  expect(record('_acme-challenge.google')).toMatchObject({ type: 'CNAME', records: ['proof-of-google.'] });
});

test('with locality there is nothing about the best', () => {
  const locality = dnsOf('locality');
  expect(
    resourcesOf(locality, 'aws_route53_record')
      .map(({ name }) => name)
      .sort(),
  ).toEqual([
    '_acme-challenge.ai.example.com',
    '_acme-challenge.google.ai.example.com',
    'any.ai.example.com',
    'any.google.ai.example.com',
    'europe-west1.google.ai.example.com',
    'europe-west4.google.ai.example.com',
  ]);
  expect(JSON.stringify(locality)).not.toContain('preferred');
});

describe('the two writers of the zone', () => {
  const written = (prefer: 'quality' | 'locality') => {
    const app = new App();
    const fleet = Fleet._of(app, 'Assistant', topology({ prefer }));
    const stacks = [Stack.of(fleet.frontDoor), ...fleet.cells.map(({ stack }) => stack)];
    const aws = stacks.flatMap((stack) =>
      Object.values(Template.fromStack(stack).findResources('AWS::Route53::RecordSet')).map(({ Properties }) =>
        [Properties.Name.replace(/\.$/, ''), Properties.Type, Properties.SetIdentifier].join(' '),
      ),
    );
    const google = resourcesOf(fleetOf({ prefer }).dns, 'aws_route53_record').map(({ name, type, set_identifier }) =>
      [name, type, set_identifier].join(' '),
    );
    return { aws, google };
  };

  test.each(['quality', 'locality'] as const)('share no name, type and set identifier, preferring %s', (prefer) => {
    const { aws, google } = written(prefer);
    expect(aws.length).toBeGreaterThan(5);
    expect(google.length).toBeGreaterThan(5);
    expect(google.filter((key) => aws.includes(key))).toEqual([]);
    expect(new Set(google).size).toBe(google.length);
  });

  test('meet where one falls over to the other, and google-dns never writes the served name', () => {
    const { aws, google } = written('quality');
    const names = (keys: string[]) => new Set(keys.map((key) => key.split(' ')[0]));
    expect([...names(google)].filter((name) => names(aws).has(name)).sort()).toEqual([
      'any.ai.example.com',
      'best.ai.example.com',
    ]);
    expect([...names(google)]).not.toContain('ai.example.com');
  });
});

test('of a fleet it reads where Google is from the state of google-serving', () => {
  const { dns, serving } = fleetOf();
  expect(dns.data.terraform_remote_state.serving).toMatchObject({
    backend: 'gcs',
    config: serving.terraform.backend.gcs,
  });
  expect(record('any.google', dns).records).toEqual([`\${data.terraform_remote_state.serving.outputs.address}`]);
  expect(record('_acme-challenge', dns).records).toEqual([
    `\${data.terraform_remote_state.serving.outputs.certificate_proof_served}`,
  ]);
  for (const output of JSON.stringify(dns).match(/outputs\.\w+/g) ?? []) {
    expect(Object.keys(serving.output)).toContain(output.slice('outputs.'.length));
  }
});
