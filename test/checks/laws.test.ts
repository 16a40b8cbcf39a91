import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { answerOf, EXAMPLES, UNDECIDABLE } from './answer';
import { type Example, type Sources, writeInto } from './example';

/** One after the other in one folder: making and removing thousands would take longer than all the rest. */
const folder = mkdtempSync(join(tmpdir(), 'understudy-laws-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Written, and asked of every rule. */
const answerTo = (sources: Sources, example: Partial<Example> = {}) => answerOf(writeInto(folder, sources), example);

/** JSON that looks a little like a template. */
const anyTemplate = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<unknown>(...UNDECIDABLE, { Ref: 'A' }, { 'Fn::GetAtt': ['B', 'Arn'] }, 'AWS::SQS::Queue'),
    fc.dictionary(
      fc.constantFrom(
        'Type',
        'Properties',
        'HealthCheckConfig',
        'Name',
        'AliasTarget',
        'Ref',
        'Fn::Sub',
        '__proto__',
        'RedrivePolicy',
        'Failover',
      ),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;

const TYPES = [
  'AWS::SQS::Queue',
  'AWS::Route53::RecordSet',
  'AWS::Route53::HealthCheck',
  'AWS::Lambda::Function',
  'AWS::IAM::Role',
  'AWS::DynamoDB::GlobalTable',
  'AWS::ECS::Service',
  'AWS::ApiGateway::Method',
];

test('no template makes a reader or a rule throw', () => {
  const resource = fc.record({ Type: fc.constantFrom(...TYPES), Properties: anyTemplate });
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('A', 'B', 'C', 'D'), fc.oneof(resource, anyTemplate)), (resources) => {
      const stack = { region: 'eu-west-1', dependsOn: [], terminationProtection: true, sections: {} };
      answerTo({ stacks: { Stack: { ...stack, resources: resources as Record<string, unknown> } } });
    }),
    { numRuns: Number(process.env.LAW_RUNS ?? 150) },
  );
});

const TERRAFORM_TYPES = [
  'aws_sqs_queue',
  'aws_route53_record',
  'aws_route53_health_check',
  'aws_dynamodb_table',
  'google_cloud_run_v2_service',
];

test("nor does any of Terraform's JSON", () => {
  const names = fc.dictionary(fc.constantFrom('a', 'b'), anyTemplate);
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...TERRAFORM_TYPES), fc.oneof(names, anyTemplate)), (resource) => {
      answerTo({ terraform: { stack: { resource } } });
    }),
    { numRuns: Number(process.env.LAW_RUNS ?? 150) },
  );
});

test('the same estate is judged the same, in whatever order its resources stand', () => {
  fc.assert(
    fc.property(fc.constantFrom(...EXAMPLES), fc.integer(), (example, seed) => {
      const { stacks = {} } = example.broken;
      const turned = Object.fromEntries(
        Object.entries(stacks).map(([name, stack]) => {
          const entries = Object.entries(stack.resources);
          const by = Math.abs(seed) % Math.max(1, entries.length);
          return [name, { ...stack, resources: Object.fromEntries([...entries.slice(by), ...entries.slice(0, by)]) }];
        }),
      );
      expect(answerTo({ ...example.broken, stacks: turned }, example)).toEqual(answerTo(example.broken, example));
    }),
    { numRuns: 40 },
  );
});
