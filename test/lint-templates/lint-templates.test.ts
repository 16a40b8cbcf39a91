import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template as Assertions } from 'aws-cdk-lib/assertions';
import { fleetOf, resourcesOf } from '../aws/fleets';
import { ACCEPTED, type Accepted } from './accepted';
import { BROKEN, BROKEN_RULES, brokenStack } from './broken';
import type { Finding } from './finding';
import { nag } from './nag';
import { assertOwn } from './own-assertions';
import { runTool } from './run-tool';
import { type Resource, readTemplates } from './template';
import { exitStatus, judge, notRun, table } from './verdict';

const QUEUE = 'AWS::SQS::Queue';
const about = { tool: 'checkov', version: '1', unseen: 'the rest' } as const;
const found = (rule: string, type = QUEUE): Finding => ({ tool: 'checkov', rule, type, place: 'a#Q', message: 'no' });
const accepted: Accepted[] = [{ tool: 'checkov', rule: 'KNOWN', types: [QUEUE], reason: 'so it is' }];

describe('a verdict', () => {
  test.each<[what: string, findings: Finding[], control: Finding[], verdict: string]>([
    ['what is accepted passes', [found('KNOWN')], [found('BROKEN')], 'passed'],
    ['what nobody accepted fails', [found('KNOWN'), found('NEW')], [found('BROKEN')], 'failed'],
    ['accepted for a queue is not for a topic', [found('KNOWN'), found('KNOWN', 'Topic')], [found('BROKEN')], 'failed'],
    ['a row that nothing meets fails', [], [found('BROKEN')], 'failed'],
    ['a control that passes fails', [found('KNOWN')], [found('KNOWN')], 'failed'],
  ])('%s', (_what, findings, control, verdict) => {
    expect(judge(about, findings, ['BROKEN'], control, accepted).verdict).toBe(verdict);
  });

  test('without a control nothing passes', () => {
    expect(judge(about, [found('KNOWN')], [], [], accepted).verdict).toBe('failed');
  });

  test("another tool's finding is not accepted by the same name", () => {
    const theirs: Finding = { ...found('KNOWN'), tool: 'cfn-lint' };
    expect(judge(about, [found('KNOWN'), theirs], ['B'], [found('B')], accepted).open).toEqual([theirs]);
  });

  test('what did not run is said, and is no failure', () => {
    const verdicts = [notRun({ ...about, unseen: 'no Python' })];
    expect(exitStatus(verdicts)).toBe(0);
    expect(table(verdicts, accepted)).toMatch(/not run .*no Python/);
    expect(table(verdicts, accepted)).not.toContain('so it is');
    expect(table(verdicts, accepted)).toMatch(/0 passed, 0 failed, 1 not run$/);
  });

  test('a failure names rule, place and message, and a reason stands beside what is accepted', () => {
    const verdicts = [judge(about, [found('NEW')], ['BROKEN'], [], accepted)];
    const text = table(verdicts, accepted);
    expect(exitStatus(verdicts)).toBe(1);
    expect(text).toContain(`checkov: NEW: a#Q (${QUEUE}): no`);
    expect(text).toContain('checkov: accepted-not-met: KNOWN');
    expect(text).toContain('checkov: control-not-noticed: BROKEN');
    expect(text).toContain('so it is');
  });
});

describe('own assertions', () => {
  test('the broken template breaks each', () => {
    expect(assertOwn([BROKEN]).map(({ rule }) => rule)).toEqual(
      expect.arrayContaining([...BROKEN_RULES['own assertions']]),
    );
  });

  const record = { Failover: 'PRIMARY', SetIdentifier: 'one' };
  const probe = { HealthCheckConfig: { Type: 'HTTPS', RequestInterval: 10 } };
  test.each<[rules: string[], type: string, properties: object]>([
    [[], 'Route53::RecordSet', record],
    [[], 'Route53::RecordSet', { Name: 'simple' }],
    [['failover-role-unknown'], 'Route53::RecordSet', { ...record, Failover: 'Primary' }],
    [['routed-without-set-identifier'], 'Route53::RecordSet', { Failover: 'PRIMARY' }],
    [['routed-without-set-identifier'], 'Route53::RecordSet', { Weight: 0 }],
    [['two-routing-policies'], 'Route53::RecordSet', { ...record, Region: 'eu-west-1' }],
    [[], 'Route53::HealthCheck', probe],
    [[], 'Route53::HealthCheck', { HealthCheckConfig: { Type: 'CALCULATED' } }],
    [['probe-interval'], 'Route53::HealthCheck', { HealthCheckConfig: { RequestInterval: 11 } }],
    [[], 'SQS::Queue', { Failover: 'Primary' }],
  ])('%j: %s %j', (rules, type, Properties) => {
    const resources: Record<string, Resource> = { One: { Type: `AWS::${type}`, Properties } };
    expect(assertOwn([{ file: 'a', resources }]).map(({ rule }) => rule)).toEqual(rules);
  });

  const roleOf = (Service: string): Resource => ({
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service } }] } },
  });
  const SourceArn = { 'Fn::Join': ['', ['arn:aws:execute-api:eu-west-1:111122223333:', { Ref: 'Api' }, '/*']] };
  const Role = { 'Fn::GetAtt': ['Role', 'Arn'] };
  test.each<[rules: string[], type: string, properties: object, role: Resource]>([
    [[], 'Lambda::Permission', { Principal: 'apigateway.amazonaws.com', SourceArn }, roleOf('-')],
    [['principal-of-another-service'], 'Lambda::Permission', { Principal: 's3.amazonaws.com', SourceArn }, roleOf('-')],
    [['principal-of-another-service'], 'Lambda::Permission', { Principal: '*', SourceArn }, roleOf('-')],
    [[], 'Lambda::Permission', { Principal: 'a.service.of.tomorrow' }, roleOf('-')],
    [[], 'Lambda::Function', { Role }, roleOf('lambda.amazonaws.com')],
    [['role-not-assumable'], 'Lambda::Function', { Role }, roleOf('ecs-tasks.amazonaws.com')],
    [[], 'Lambda::Function', { Role: 'arn:aws:iam::111122223333:role/theirs' }, roleOf('ecs-tasks.amazonaws.com')],
    [['role-not-assumable'], 'Scheduler::Schedule', { Target: { RoleArn: Role } }, roleOf('lambda.amazonaws.com')],
    [['role-not-assumable'], 'ECS::TaskDefinition', { ExecutionRoleArn: Role }, roleOf('ecs.amazonaws.com')],
  ])('%j: %s %j with a role', (rules, type, Properties, role) => {
    const resources = { One: { Type: `AWS::${type}`, Properties }, Role: role };
    expect(assertOwn([{ file: 'a', resources }]).map(({ rule }) => rule)).toEqual(rules);
  });

  test('the fleet breaks none', () => {
    const templates = [...fleetOf().templates].map(([file, { Resources }]) => ({ file, resources: Resources }));
    const records = templates.flatMap(({ resources }) =>
      resourcesOf(Assertions.fromJSON({ Resources: resources }), 'AWS::Route53::RecordSet'),
    );
    expect(records.length).toBeGreaterThan(8);
    expect(assertOwn(templates)).toEqual([]);
  });
});

test('cdk-nag names the type and the place of a bucket that takes requests without TLS', () => {
  expect(nag(brokenStack())).toContainEqual(
    expect.objectContaining({ rule: 'AwsSolutions-S10', type: 'AWS::S3::Bucket', place: 'Broken/Open/Resource' }),
  );
});

test('each rule is accepted once a tool, with a reason of its own words', () => {
  const keys = ACCEPTED.map(({ tool, rule }) => `${tool} ${rule}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(ACCEPTED.filter(({ reason, types }) => reason.length < 30 || types.length === 0)).toEqual([]);
});

test('an assembly without templates is no assembly that passed', () => {
  const empty = mkdtempSync(join(tmpdir(), 'lint-templates-'));
  expect(() => readTemplates(empty)).toThrow('no templates');
  rmSync(empty, { recursive: true });
});

test('a tool that is not there, or does not end, is no tool that found nothing', () => {
  expect(() => runTool('no-such-tool', [], 5)).toThrow('ENOENT');
  expect(() => runTool(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], 0.5)).toThrow('ETIMEDOUT');
});
