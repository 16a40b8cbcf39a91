import { readBaseline } from './baseline';
import { changesIn } from './cdk-diff';
import { EXPLAINED, unexplained } from './explained';
import { type Change, checksMadeAnew, lastingIn, lastingInTerraform, terraformChanges } from './lasting';

test.each<[line: string, change: Partial<Change> | undefined]>([
  ['[~] AWS::SQS::Queue Fleet/Jobs/Queue JobsQueue1 replace', { resource: 'JobsQueue1', impact: 'replaced' }],
  ['[~] AWS::SQS::Queue JobsQueue1 may be replaced', { resource: 'JobsQueue1', impact: 'perhaps replaced' }],
  ['[-] AWS::Route53::RecordSet A/B Rec destroy', { type: 'AWS::Route53::RecordSet', impact: 'deleted' }],
  ['[-] AWS::S3::Bucket State orphan', { resource: 'State', impact: 'left behind' }],
  ['[~] AWS::Route53::HealthCheck Check', undefined],
  ['[+] AWS::SQS::Queue New', undefined],
  [' └─ [~] QueueName (requires replacement)', undefined],
])('what `cdk diff` says: %s', (line, change) => {
  expect(changesIn('S', `Stack S\n${line}\n`)).toEqual(change === undefined ? [] : [expect.objectContaining(change)]);
});

test('what lasts is what is retained and what names refer to', () => {
  const Resources = {
    Queue: { Type: 'AWS::SQS::Queue', DeletionPolicy: 'RetainExceptOnCreate', Metadata: { path: 'x' } },
    Passing: { Type: 'AWS::SQS::Queue' },
    Check: { Type: 'AWS::Route53::HealthCheck' },
  };
  expect(Object.keys(lastingIn({ Resources }))).toEqual(['Queue', 'Check']);
  expect(lastingIn({ Resources }).Queue).not.toHaveProperty('Metadata');
});

const check = (config: object) => ({
  Check: { Type: 'AWS::Route53::HealthCheck', Properties: { HealthCheckConfig: { Type: 'HTTPS', ...config } } },
});
test.each<[what: string, before: object, after: object, count: number]>([
  ['another interval', { RequestInterval: 30 }, { RequestInterval: 10 }, 1],
  ['another kind', {}, { Type: 'CALCULATED' }, 1],
  ['another threshold', { FailureThreshold: 3 }, { FailureThreshold: 2 }, 0],
])('a health check of %s', (_what, before, after, count) => {
  expect(checksMadeAnew('S', check(before), check(after))).toHaveLength(count);
});

describe('Terraform', () => {
  const stack = (name: string, labels = {}) => ({ resource: { google_storage_bucket: { State: { name, labels } } } });
  test.each<[what: string, after: object, impacts: string[]]>([
    ['the same', stack('a'), []],
    ['other labels', stack('a', { one: 1 }), []],
    ['another name', stack('b'), ['replaced']],
    ['none', {}, ['deleted']],
  ])('a bucket, then %s', (_what, after, impacts) => {
    const changes = terraformChanges('S', lastingInTerraform(stack('a')), lastingInTerraform(after));
    expect(changes.map(({ impact }) => impact)).toEqual(impacts);
  });
});

test('a change fails until it is explained, and an explanation of nothing fails', () => {
  const change: Change = { stack: 'S', resource: 'JobsQueue1', type: 'AWS::SQS::Queue', impact: 'replaced' };
  const row = { type: 'AWS::SQS::Queue', resource: /^JobsQueue/, impact: 'replaced', why: 'renamed' } as const;
  expect(unexplained([change], [])).toEqual(['S/JobsQueue1 (AWS::SQS::Queue) would be replaced']);
  expect(unexplained([change], [row])).toEqual([]);
  expect(unexplained([], [row])).toEqual([expect.stringContaining('explained-not-met')]);
});

test('the baseline is of both clouds, and what is explained says why', () => {
  const { stacks, terraform } = readBaseline();
  expect(Object.keys(stacks).length).toBeGreaterThan(2);
  expect(Object.keys(terraform)).toEqual(['google-dns', 'google-serving']);
  for (const resources of [...Object.values(stacks), ...Object.values(terraform)])
    expect(Object.keys(resources)).not.toEqual([]);
  expect(EXPLAINED.filter(({ why }) => why.length < 30)).toEqual([]);
});
