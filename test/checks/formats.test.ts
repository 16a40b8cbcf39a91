import { Validator } from '@cfworker/json-schema';
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import { check } from '../../lib/checks/check';
import { FORMATS } from '../../lib/checks/formats/table';
import type { Verdict } from '../../lib/checks/judge';
import { RULES } from '../../lib/checks/pack';
import { folderOf } from '../estate/assembly-fixture';
import { deadLetters, queue, toDeadLetters } from './blocks';

const HOSTILE = 'Jobs]]>, <b> & "q": 100%\n::error::x';

/** One error that the program's line is known of, one warning, one undecided, one suppressed. */
const verdict: Verdict = (() => {
  const Resources = {
    Jobs: { ...queue(), Metadata: { 'aws:cdk:path': HOSTILE } },
    Soon: queue({ RedrivePolicy: { ...toDeadLetters.RedrivePolicy, maxReceiveCount: 1 } }),
    Open: queue({ RedrivePolicy: { 'Fn::ImportValue': 'elsewhere' } }),
    Quiet: {
      ...queue(),
      Metadata: { UnderstudyChecks: { suppress: [{ id: 'queue-without-dead-letters', reason: 'heartbeats' }] } },
    },
    ...deadLetters,
  };
  const folder = folderOf({
    'manifest.json': {
      version: '55.0.0',
      artifacts: {
        Stack: {
          type: 'aws:cloudformation:stack',
          environment: 'aws://111122223333/eu-west-1',
          properties: { templateFile: 'Stack.template.json', terminationProtection: true },
          metadata: {
            [`/${HOSTILE}`]: [
              { type: 'aws:cdk:logicalId', data: 'Jobs', trace: [`(${process.cwd()}/lib/app.ts:7:3)`] },
            ],
          },
        },
      },
    },
    'Stack.template.json': JSON.stringify({ Resources }, null, 1),
  });
  return check({ paths: [folder], asked: { survive: [] }, rules: [], only: [], skip: [] });
})();

const KINDS = verdict.findings.map(({ rule, kind, severity }) => `${rule.id} ${severity} ${kind}`);

test('the verdict has one of each', () => {
  expect(KINDS).toEqual([
    'dead-letters-after-one-attempt warning violation',
    'queue-without-dead-letters error violation',
    'queue-without-dead-letters error undecided',
  ]);
  expect(verdict.suppressed.map(({ by, reason }) => `${by}: ${reason}`)).toEqual(['suppression: heartbeats']);
});

describe('json', () => {
  const report = JSON.parse(FORMATS.json(verdict, '1.2.3'));

  test('tells what was found, where and how much', () => {
    expect(report).toMatchObject({
      version: 1,
      tool: { version: '1.2.3' },
      objectives: { survive: [] },
      summary: { errors: 2, warnings: 1, undecided: 1, suppressed: 1, stacks: 1, resources: 5 },
    });
    expect(report.findings[1]).toMatchObject({
      rule: 'queue-without-dead-letters',
      place: 'Stack/Jobs',
      type: 'AWS::SQS::Queue',
      location: { file: expect.stringMatching(/Stack\.template\.json$/), line: 3 },
      source: { file: 'lib/app.ts', line: 7 },
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(report.suppressed[0]).toMatchObject({ place: 'Stack/Quiet', reason: 'heartbeats', by: 'suppression' });
  });
});

describe('sarif', () => {
  const log = JSON.parse(FORMATS.sarif(verdict, '1.2.3'));
  const [run] = log.runs;

  test('is what the published schema says', () => {
    const validator = new Validator(schema as object, '4', false);
    expect(validator.validate(log)).toEqual({ valid: true, errors: [] });
    // The schema is not asked in vain.
    const spoilt = { ...log, runs: [{ ...run, results: [{ ...run.results[0], message: 'text' }] }] };
    expect(validator.validate(spoilt).valid).toBe(false);
  });

  test('names every rule, and each result its own', () => {
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(RULES.map(({ id }) => id));
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });

  test("points at the program's line where that is known, and at the template beside it", () => {
    const [, jobs, open] = run.results;
    expect(jobs.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'lib/app.ts', uriBaseId: '%SRCROOT%' },
      region: { startLine: 7 },
    });
    expect(jobs.relatedLocations[0].physicalLocation.artifactLocation.uri).toMatch(/Stack\.template\.json$/);
    expect(open.locations[0].physicalLocation.artifactLocation.uri).toMatch(/^file:.*Stack\.template\.json$/);
    expect(open).not.toHaveProperty('relatedLocations');
  });

  test('an undecided one fails too, and a suppressed one has its reason', () => {
    expect(run.results[2]).toMatchObject({ kind: 'fail', level: 'error', properties: { undecided: true } });
    expect(run.results[3].suppressions).toEqual([{ kind: 'inSource', justification: 'heartbeats' }]);
  });
});

test('junit: a test for each rule, its errors failures, its warnings output; nothing breaks out of it', () => {
  const report = FORMATS.junit(verdict, '');
  expect(report.match(/<testcase /g)).toHaveLength(RULES.length);
  expect(report).toMatch(new RegExp(`<testsuites name="understudy check" tests="${RULES.length}" failures="2">`));
  expect(report.match(/<failure type="(violation|undecided)"/g)).toHaveLength(2);
  expect(report).toMatch(/name="dead-letters-after-one-attempt">\s*<system-out>warning: /);
  expect(report).not.toContain('<b>');
  expect(report).toContain('&lt;b&gt; &amp; &quot;q&quot;');
});

test('github: a command a finding, on one line each', () => {
  const lines = FORMATS.github(verdict, '').split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^::warning file=.*Stack\.template\.json,line=\d+,title=dead-letters-after-one-attempt::/);
  expect(lines[1]).toMatch(
    /^::error file=lib\/app\.ts,line=7,title=queue-without-dead-letters::Jobs\]\]>.*100%25%0A::error::x/,
  );
  expect(lines[3]).toBe('understudy check: 3 findings');
});

test('gitlab: what its Code Quality report asks for, each fingerprint once', () => {
  const issues = JSON.parse(FORMATS.gitlab(verdict, ''));
  expect(issues).toHaveLength(3);
  expect(issues[1]).toMatchObject({
    check_name: 'queue-without-dead-letters',
    severity: 'critical',
    location: { path: 'lib/app.ts', lines: { begin: 7 } },
  });
  expect(new Set(issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).toBe(3);
});

test('a fingerprint stays when the finding moves to another line', () => {
  const moved = { ...verdict, findings: verdict.findings.map((one) => ({ ...one, place: { ...one.place } })) };
  const fingerprints = (report: string) =>
    JSON.parse(report).map(({ fingerprint }: { fingerprint: string }) => fingerprint);
  expect(fingerprints(FORMATS.gitlab(moved, ''))).toEqual(fingerprints(FORMATS.gitlab(verdict, '')));
});
