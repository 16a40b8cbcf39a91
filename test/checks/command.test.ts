import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemblyOf, folderOf } from '../estate/assembly-fixture';
import { deadLetters, queue, toDeadLetters } from './blocks';
import { run } from './run';

const SOUND = { Jobs: queue(toDeadLetters), ...deadLetters };
/** No dead letters (an error), and what is put back at once (a warning). */
const BROKEN = { Jobs: queue() };
const WARNED = {
  Jobs: queue({ RedrivePolicy: { ...toDeadLetters.RedrivePolicy, maxReceiveCount: 1 } }),
  ...deadLetters,
};

/** One stack, which nobody may delete by mistake. */
const app = (Resources: object, sections: object = {}) => {
  const files = assemblyOf({ Resources, ...sections });
  const manifest = files['manifest.json'] as { artifacts: { Stack: { properties: object } } };
  Object.assign(manifest.artifacts.Stack.properties, { terminationProtection: true });
  return folderOf(files);
};
const SURVIVE = ['--survive', 'none'];
let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'understudy-check-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('nothing to say is status 0, with a summary', async () => {
  const { out, status } = await run(app(SOUND), ...SURVIVE);
  expect(out).toMatch(/^0 errors, 0 warnings\n\d+ rules on 2 resources in 1 stack; asked: no loss survived$/);
  expect(status).toBe(0);
});

test('an error is status 1: the rule once, the place, the mend', async () => {
  const { out, status } = await run(app(BROKEN), ...SURVIVE);
  expect(out).toMatch(/^error {2}queue-without-dead-letters /);
  expect(out).toMatch(/Stack\.template\.json:1 {2}Jobs/);
  expect(out).toMatch(/mend: /);
  expect(out).toMatch(/1 error, 0 warnings/);
  expect(status).toBe(1);
});

test.each<[string, readonly string[], number]>([
  ['warnings alone do not', [], 0],
  ['unless asked', ['--fail-on', 'warning'], 1],
  ['and never, if that is asked', ['--fail-on', 'never'], 0],
])('fail on: %s', async (_, args, status) => {
  expect((await run(app(WARNED), ...SURVIVE, ...args)).status).toBe(status);
});

test('rules are chosen and left out by name', async () => {
  expect((await run(app(BROKEN), ...SURVIVE, '--rule', 'single-cloud')).status).toBe(0);
  expect((await run(app(BROKEN), ...SURVIVE, '--skip', 'queue-without-dead-letters')).status).toBe(0);
  expect((await run(app(BROKEN), ...SURVIVE, '--rule', 'queue-without-dead-letters')).status).toBe(1);
});

test('what parameters are given is judged, and a name that nothing declares is bad input', async () => {
  const folder = app(
    {
      Jobs: queue({ RedrivePolicy: { ...toDeadLetters.RedrivePolicy, maxReceiveCount: { Ref: 'Tries' } } }),
      ...deadLetters,
    },
    { Parameters: { Tries: { Type: 'Number' } } },
  );
  expect((await run(folder, ...SURVIVE)).out).toMatch(/value-not-known/);
  expect((await run(folder, ...SURVIVE, '--parameters', 'Tries=5')).status).toBe(0);
  expect((await run(folder, ...SURVIVE, '--parameters', 'Tries=1')).out).toMatch(/dead-letters-after-one-attempt/);
  const refused = await run(folder, ...SURVIVE, '--parameters', 'Trys=5', '--parameters', 'Elsewhere:Tries=5');
  expect(refused.err).toMatch(/unknown-parameter(.|\n)*unknown-stack/);
  expect(refused.status).toBe(2);
});

test('the objectives are those that were asked for', async () => {
  const { out } = await run(app(SOUND), '--survive', 'any-cell,any-cloud', '--rto', '5m');
  expect(out).toMatch(/asked: survive any-cell, any-cloud; recover within 300 s$/);
});

test.each<[string, readonly string[], RegExp]>([
  ['no format of this name', ['--format', 'xml'], /unknown-option-value.*--format|--format/],
  ['no such severity', ['--fail-on', 'info'], /--fail-on/],
  ['no rule of this name', ['--rule', 'no-such-rule'], /unknown-rule/],
  ['a time that is none', ['--rto', 'soon'], /not-a-duration/],
  ['a loss that is none', ['--survive', 'everything'], /--survive/],
  ['a baseline that is not there', ['--baseline', '/nowhere/known.json'], /missing-file/],
  ['a folder without rules', ['--rules', '/nowhere'], /no-rules/],
  ['no reason for a baseline', ['--write-baseline', '/tmp/never.json'], /baseline-without-reason/],
])('%s is status 2', async (_, args, reason) => {
  const { err, status } = await run(app(SOUND), ...args);
  expect(err).toMatch(reason);
  expect(status).toBe(2);
});

test('what cannot be read is status 2, whatever else is asked, and no report', async () => {
  const { out, err, status } = await run(folderOf(assemblyOf('{"Resources": {')), '--fail-on', 'never');
  expect(out).toBe('');
  expect(err).toMatch(/truncated-json/);
  expect(status).toBe(2);
});

test('a Region that there is not is status 2, with the one that was meant, and beside all else that is wrong', async () => {
  const file = join(scratch, 'jobs.yaml');
  writeFileSync(file, JSON.stringify({ Resources: SOUND }));
  const { out, err, status } = await run(`${file}@eu-wst-1`, '--rto', 'soon');
  expect(err).toMatch(/unknown-region: .*jobs\.yaml@eu-wst-1: (.|\n)*did you mean `eu-west-1`\?/);
  expect(err).toMatch(/not-a-duration/);
  expect(out).toBe('');
  expect(status).toBe(2);
  const others = ['eu-west-1', 'eusc-de-east-1', 'us-iso-east-1'];
  for (const region of others) expect((await run(`${file}@${region}`, ...SURVIVE)).err).toBe('');
});

test('an option that there is not is status 2', async () => {
  expect((await run('--no-such-option')).status).toBe(2);
});

describe('a baseline', () => {
  test('sets aside what stands today, with its reason, and tells what is gone', async () => {
    const file = join(scratch, 'known.json');
    const wrote = await run(app(BROKEN), ...SURVIVE, '--write-baseline', file, '--reason', 'mended in spring');
    expect(wrote.status).toBe(0);
    expect(wrote.out).toMatch(new RegExp(`${file} holds 1 finding to live with`));
    const again = await run(app(BROKEN), ...SURVIVE, '--baseline', file);
    expect(again.out).toMatch(/0 errors, 0 warnings; 1 suppressed/);
    expect(again.status).toBe(0);
    const mended = await run(app(SOUND), ...SURVIVE, '--baseline', file, '--fail-on', 'warning');
    expect(mended.out).toMatch(/suppression-without-effect/);
    expect(mended.status).toBe(1);
  });

  test('that is written beside a report for a machine leaves that report alone', async () => {
    const file = join(scratch, 'quiet.json');
    const args = ['--write-baseline', file, '--reason', 'mended in spring', '--format', 'json'];
    const { out } = await run(app(BROKEN), ...SURVIVE, ...args);
    expect(JSON.parse(out)).toBeInstanceOf(Object);
    const beside = await run(app(BROKEN), ...SURVIVE, ...args, '--out', join(scratch, 'report.json'));
    expect(beside.out).toContain(`--baseline ${file}`);
  });

  test('without a reason sets nothing aside', async () => {
    const file = join(scratch, 'silent.json');
    const entry = { rule: 'queue-without-dead-letters', place: 'Stack/Jobs', reason: ' ' };
    writeFileSync(file, JSON.stringify({ version: 1, findings: [entry] }));
    const { out, status } = await run(app(BROKEN), ...SURVIVE, '--baseline', file);
    expect(out).toMatch(/suppression-without-reason/);
    expect(out).toMatch(/queue-without-dead-letters/);
    expect(status).toBe(1);
  });

  test('of another shape is status 2', async () => {
    const file = join(scratch, 'wrong.json');
    writeFileSync(file, '{"version": 1, "findings": [{"rule": "a"}]}');
    const { err, status } = await run(app(BROKEN), '--baseline', file);
    expect(err.match(/not-a-baseline/g)).toHaveLength(2);
    expect(status).toBe(2);
  });
});

describe('a suppression', () => {
  const suppressed = (...suppress: object[]) => ({
    Jobs: { ...queue(), Metadata: { UnderstudyChecks: { suppress } } },
  });

  test.each<[string, object, RegExp, number]>([
    ['with a reason', { id: 'queue-without-dead-letters', reason: 'heartbeats' }, /1 suppressed/, 0],
    [
      'without one',
      { id: 'queue-without-dead-letters' },
      /^error {2}queue-without-dead-letters[\s\S]*suppression-without-reason/,
      1,
    ],
    ['of what is not there', { id: 'single-zone', reason: 'x' }, /suppression-without-effect/, 1],
    ['of a rule that there is not', { id: 'misspelt', reason: 'x' }, /suppression-without-effect/, 1],
  ])('beside the resource %s', async (_, entry, expected, status) => {
    const answer = await run(app(suppressed(entry)), ...SURVIVE);
    expect(answer.out).toMatch(expected);
    expect(answer.status).toBe(status);
  });

  test('beside one resource says nothing of another', async () => {
    const both = { ...suppressed({ id: 'queue-without-dead-letters', reason: 'heartbeats' }), Other: queue() };
    const { out, status } = await run(app(both), ...SURVIVE);
    expect(out).toMatch(/1 error.*1 suppressed/);
    expect(status).toBe(1);
  });

  test('for a whole template stands in its own metadata', async () => {
    const Metadata = { UnderstudyChecks: { suppress: [{ id: 'queue-without-dead-letters', reason: 'heartbeats' }] } };
    expect((await run(app(BROKEN, { Metadata }), ...SURVIVE)).status).toBe(0);
  });
});

describe("a team's own rules", () => {
  const RULE = `exports.rule = { id: 'no-queues', family: 'queues', severity: 'error', fails: 'There is a queue',
    why: 'We have none.', source: 'https://example.com/', mend: 'Take it away.',
    judge: (estate) => [...estate.nodes.values()].filter((node) => node.type === 'AWS::SQS::Queue')
      .map((at) => ({ kind: 'violation', at, message: 'Here.' })) };`;

  test('are asked beside ours, and listed', async () => {
    const folder = folderOf({ 'no-queues.cjs': RULE });
    const { out, status } = await run(app(SOUND), ...SURVIVE, '--rules', folder);
    expect(out.match(/Here\./g)).toHaveLength(2);
    expect(status).toBe(1);
    expect((await run('--list', '--rules', folder)).out).toMatch(/no-queues +error +There is a queue/);
  });

  test.each<[string, string, RegExp]>([
    [
      'a rule without a judge',
      RULE.replace('judge:', 'judges:'),
      /not-a-rule[\s\S]*rule\.judge|rule\.judge[\s\S]*not-a-rule/,
    ],
    ['a file that throws', 'throw new Error("no")', /not-a-rule/],
    ['an id that is taken', RULE.replace('no-queues', 'single-cloud'), /rule-id-taken/],
  ])('with %s are status 2', async (_, file, reason) => {
    const { err, status } = await run(app(SOUND), '--rules', folderOf({ 'a.js': file }));
    expect(err).toMatch(reason);
    expect(status).toBe(2);
  });
});

test('--out writes the report there, and tells a person here', async () => {
  const file = join(scratch, 'report.sarif');
  const { out, status } = await run(app(BROKEN), ...SURVIVE, '--format', 'sarif', '--out', file);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: '2.1.0' });
  expect(out).toMatch(/1 error, 0 warnings/);
  expect(status).toBe(1);
  expect(existsSync(file)).toBe(true);
});
