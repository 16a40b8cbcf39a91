import fc from 'fast-check';
import { answer } from '../../../lib/drill/route53/answer';
import { checkHealth } from '../../../lib/drill/route53/health';
import { zonesOf } from '../../../lib/drill/route53/zones';
import { groundOf } from '../../../lib/drill/scenario/ground';
import type { Estate } from '../../../lib/estate/estate';
import { readCloudAssembly } from '../../../lib/estate/read-cloud-assembly';
import { UnreadableEstate } from '../../../lib/estate/unreadable';
import { functionsOf } from '../../../lib/estate/views/functions';
import { restApisOf } from '../../../lib/estate/views/rest-apis';
import { assemblyOf, folderOf } from '../../estate/assembly-fixture';

const TYPES = [
  'AWS::Route53::RecordSet',
  'AWS::Route53::RecordSetGroup',
  'AWS::Route53::HealthCheck',
  'AWS::Lambda::Function',
  'AWS::Lambda::Alias',
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Resource',
  'AWS::ApiGateway::Method',
  'AWS::ApiGateway::Stage',
  'AWS::ApiGateway::DomainName',
  'AWS::ApiGateway::BasePathMapping',
];

const KEYS = [
  ['Name', 'Type', 'HostedZoneId', 'TTL', 'ResourceRecords', 'AliasTarget', 'DNSName', 'EvaluateTargetHealth'],
  ['Failover', 'Region', 'Weight', 'HealthCheckId', 'HealthCheckConfig', 'RecordSets', 'FullyQualifiedDomainName'],
  ['ChildHealthChecks', 'HealthThreshold', 'RestApiId', 'ResourceId', 'ParentId', 'PathPart', 'Integration', 'Uri'],
  ['FunctionName', 'Code', 'S3Key', 'Environment', 'Variables', 'MethodSettings', 'DomainName', '__proto__'],
].flat();

const IDS = ['R0', 'R1', 'R2', 'R3', 'R4', 'R5'];

/** Right keys with values of any kind: what a reader that trusts its input would stumble over. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue({ maxDepth: 1 }),
    fc.constantFrom('A', 'a', 'b', 'a.', 'PRIMARY', 'SECONDARY', 'eu-west-1', 'HTTPS', 'CALCULATED', 1, 3, 10, 60),
    fc.constantFrom(...IDS).map((id) => ({ Ref: id })),
    fc.constantFrom(...IDS).map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] })),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 8 }),
  ),
}));

const template = fc.oneof(
  fc.jsonValue(),
  fc.record({
    Metadata: fc.oneof(fc.constant({}), value, fc.record({ Understudy: value })),
    Resources: fc.dictionary(
      fc.constantFrom(...IDS),
      fc.oneof(
        value,
        fc.record({
          Type: fc.constantFrom(...TYPES),
          Properties: fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 10 }),
        }),
      ),
    ),
  }),
);

function read(files: Parameters<typeof folderOf>[0]): Estate | undefined {
  try {
    return readCloudAssembly(folderOf(files));
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableEstate);
    return undefined;
  }
}

test('whatever a template holds, it is read or refused, and whatever is read can be judged', () => {
  fc.assert(
    fc.property(template, fc.boolean(), (any, healthy) => {
      const estate = read(assemblyOf(any));
      if (estate === undefined) return;
      functionsOf(estate);
      restApisOf(estate);
      groundOf(estate);
      for (const zone of zonesOf(estate)) {
        const isHealthy = (id: string) => checkHealth(zone.checks, id, () => healthy);
        for (const { name, type } of zone.records) {
          // What is in the model has an answer: what has none was left out.
          expect(answer(zone, { name, type, from: { latitude: 0, longitude: 0 } }, isHealthy)).toBeDefined();
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('whatever a manifest holds, it is read or refused', () => {
  const manifest = fc.record({
    version: fc.constant('55.0.0'),
    artifacts: fc.oneof(
      fc.jsonValue(),
      fc.dictionary(
        fc.string({ maxLength: 5 }),
        fc.record({
          type: fc.constantFrom('aws:cloudformation:stack', 'cdk:cloud-assembly', 'cdk:asset-manifest'),
          environment: fc.constantFrom('aws://1/eu-west-1', 'nowhere', 1),
          properties: fc.oneof(
            fc.jsonValue(),
            fc.record({
              templateFile: fc.constantFrom('Stack.template.json', '.', '/', 7),
              directoryName: fc.constantFrom('.', '..'),
            }),
          ),
          dependencies: fc.jsonValue(),
          metadata: fc.jsonValue(),
        }),
      ),
    ),
  });
  fc.assert(
    fc.property(fc.oneof(manifest, fc.jsonValue(), fc.string()), (any) => {
      read({ ...assemblyOf({ Resources: {} }), 'manifest.json': any });
    }),
    { numRuns: 200 },
  );
});
