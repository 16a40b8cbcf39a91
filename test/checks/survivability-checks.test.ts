import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib/core';
import { App, Duration, RemovalPolicy, Stack, Stage, Validations } from 'aws-cdk-lib/core';
import { SurvivabilityChecks, type SurvivabilityChecksProps } from '../../lib/checks/survivability-checks';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'understudy-plugin-'));
});
afterEach(() => rmSync(outdir, { recursive: true, force: true }));

/** What the plugin says when the CDK itself calls it, of an app with one queue in a Stage. */
function reported(queue: (stack: Stack) => void, props?: SurvivabilityChecksProps): PolicyValidationPluginReport[] {
  const reports: PolicyValidationPluginReport[] = [];
  const checks = new SurvivabilityChecks(props);
  const plugin: IPolicyValidationPlugin = {
    name: checks.name,
    validate: (context) => {
      const report = checks.validate(context);
      reports.push(report);
      // What the CDK does with a failure is the CDK's.
      return { ...report, success: true, violations: [] };
    },
  };
  const app = new App({ outdir, analyticsReporting: false });
  Validations.of(app).addPlugins(plugin);
  const env = { account: '111122223333', region: 'eu-west-1' };
  queue(new Stack(new Stage(app, 'Prod'), 'Jobs', { env, terminationProtection: true }));
  app.synth();
  return reports;
}

const kept = { removalPolicy: RemovalPolicy.RETAIN };
const sound = (stack: Stack) => {
  const dead = new Queue(stack, 'Dead', { ...kept, retentionPeriod: Duration.days(14) });
  return new Queue(stack, 'Queue', { ...kept, deadLetterQueue: { queue: dead, maxReceiveCount: 5 } });
};
const warned = (stack: Stack) => {
  const dead = new Queue(stack, 'Dead', { ...kept, retentionPeriod: Duration.days(14) });
  return new Queue(stack, 'Queue', { ...kept, deadLetterQueue: { queue: dead, maxReceiveCount: 1 } });
};
const broken = (stack: Stack) => new Queue(stack, 'Queue', kept);
const ASKED = { survive: [] };

test('a sound app succeeds, and it is asked once for the whole of it', () => {
  expect(reported(sound, ASKED)).toEqual([{ success: true, violations: [] }]);
});

test('an error fails, at the resource, with how to mend it', () => {
  const [report] = reported(broken, ASKED);
  expect(report?.success).toBe(false);
  expect(report?.violations).toEqual([
    expect.objectContaining({
      ruleName: 'queue-without-dead-letters',
      severity: 'error',
      fix: expect.stringContaining('https://'),
      violatingResources: [
        expect.objectContaining({
          resourceLogicalId: expect.stringMatching(/^Queue/),
          templatePath: expect.stringContaining('assembly-Prod'),
        }),
      ],
    }),
  ]);
});

test('a warning is told and does not fail, unless asked', () => {
  const [report] = reported(warned, ASKED);
  expect(report).toMatchObject({ success: true, violations: [{ ruleName: 'dead-letters-after-one-attempt' }] });
  expect(reported(warned, { ...ASKED, failOnWarnings: true })[0]?.success).toBe(false);
});

test('what is acknowledged with a reason is lived with, and without one is not', () => {
  const acknowledged = (reason: string) => (stack: Stack) => {
    const queue = broken(stack);
    Validations.of(queue).acknowledge({ id: 'Understudy::queue-without-dead-letters', reason });
  };
  expect(reported(acknowledged('heartbeats'), ASKED)[0]).toEqual({ success: true, violations: [] });
  const rules = reported(acknowledged(' '), ASKED)[0]?.violations.map(({ ruleName }) => ruleName);
  expect(rules).toEqual(['queue-without-dead-letters', 'suppression-without-reason']);
});

test('rules are left out by name', () => {
  expect(reported(broken, { ...ASKED, skip: ['queue-without-dead-letters'] })[0]?.violations).toEqual([]);
});

test.each<[string, SurvivabilityChecksProps, RegExp]>([
  ['a rule that there is not', { skip: ['misspelt'] }, /no rule of this name/],
  ['a loss that there is not', { survive: ['everything'] }, /no such loss/],
])('refuses %s', (_, props, message) => {
  expect(() => new SurvivabilityChecks(props)).toThrow(message);
});

test('an error stops the synthesis by the CDK itself', () => {
  const app = new App({ outdir, analyticsReporting: false });
  Validations.of(app).addPlugins(new SurvivabilityChecks(ASKED));
  broken(
    new Stack(app, 'Jobs', { env: { account: '111122223333', region: 'eu-west-1' }, terminationProtection: true }),
  );
  const print = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const before = process.exitCode;
  try {
    try {
      app.synth();
    } catch {
      // One version throws, another sets the exit status.
      process.exitCode = 1;
    }
    expect(process.exitCode).toBe(1);
  } finally {
    process.exitCode = before;
    print.mockRestore();
  }
});
