import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { Reported } from '../../../lib/command/reported';
import { byCommandLine, type Said } from '../../../lib/operations/preflight/ask';
import { availabilityZones } from '../../../lib/operations/preflight/checks/availability-zones';
import { awsQuotas } from '../../../lib/operations/preflight/checks/aws-quotas';
import { certificateAuthority } from '../../../lib/operations/preflight/checks/certificate-authority';
import { CHECKS } from '../../../lib/operations/preflight/checks/checks';
import { googleGpus } from '../../../lib/operations/preflight/checks/google-gpus';
import { registerPreflight } from '../../../lib/operations/preflight/command';
import { heard, type Names } from '../../../lib/operations/preflight/names';
import { preflight, told } from '../../../lib/operations/preflight/preflight';
import { refusedBy } from '../../../lib/operations/run-command';
import { quotasOf } from '../../../lib/topology/quotas';
import { answer, groundOf, refusal, silence, WELL, WELL_NAMES } from './recorded';

const findings = async (other?: Record<string, Said>, names?: Names) => preflight(groundOf(other, names).ground);

test('where all is well, every check passes and none is silent, those of own compute where there is some', async () => {
  const own = groundOf({}, undefined, 'examples/own-compute.yaml').ground;
  const all = [...(await findings()), ...(await preflight(own, [googleGpus, availabilityZones]))];
  expect(all.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  expect(new Set(all.map(({ check }) => check))).toEqual(new Set(CHECKS.map(({ id }) => id)));
});

test('it only reads: every command gets, lists, describes or simulates', async () => {
  const { ground, asked } = groundOf({}, undefined, 'examples/own-compute.yaml');
  await preflight(ground);
  const verbs = asked.map(
    (command) => /^(aws|gcloud) ((?:[a-z0-9-]+ )*?)((get|list|describe|simulate)[a-z-]*)/.exec(command)?.[3],
  );
  expect(verbs).not.toContain(undefined);
});

const simulated = (detail: object) => answer({ EvaluationResults: [{ OrganizationsDecisionDetail: detail }] });
const tokensOf = (model: string, Value: number) => ({
  ...{ QuotaCode: 'L-8EA73537', Value },
  QuotaName: `Cross-region model inference tokens per minute for ${model}`,
});
const limits = (left: number) =>
  answer({ AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: left } });

test.each<[id: string, place: string, command: string, said: Said, found: RegExp, mend: RegExp]>([
  [
    'aws-account',
    '111122223333',
    'aws sts get-caller-identity',
    answer({ Account: '999999999999' }),
    /999999999999/,
    /111122223333/,
  ],
  ['aws-account', 'credentials', 'aws sts get-caller-identity', refusal('ExpiredToken'), /ExpiredToken/, /log in/],
  [
    'cdk-bootstrap',
    'eu-west-3',
    'aws ssm get-parameter … eu-west-3',
    refusal('ParameterNotFound'),
    /no \/cdk/,
    /npx cdk bootstrap aws:\/\/111122223333\/eu-west-3/,
  ],
  [
    'cdk-bootstrap',
    'eu-west-1',
    'aws ssm get-parameter … eu-west-1',
    answer({ Parameter: { Value: '4' } }),
    /version 4/,
    /cdk bootstrap/,
  ],
  [
    'hosted-zone',
    'Z0123456789ABCDEFGHIJ',
    'aws route53 get-hosted-zone',
    refusal('NoSuchHostedZone'),
    /no such zone/,
    /create a public zone/,
  ],
  [
    'hosted-zone',
    'Z0123456789ABCDEFGHIJ',
    'aws route53 get-hosted-zone',
    answer({ HostedZone: { Name: 'b.org.' } }),
    /b\.org/,
    /declare/,
  ],
  [
    'hosted-zone',
    'Z0123456789ABCDEFGHIJ',
    'aws route53 get-hosted-zone',
    answer({ HostedZone: { Name: 'ai.example.com.', Config: { PrivateZone: true } } }),
    /private/,
    /public/,
  ],
  [
    'names-taken',
    'ai.example.com in eu-west-1',
    'aws apigateway get-domain-name … --domain-name ai.example.com --region eu-west-1',
    answer({ tags: {} }),
    /another/,
    /delete/,
  ],
  [
    'names-taken',
    'records of ai.example.com',
    'aws route53 list-resource-record-sets',
    answer({ ResourceRecordSets: [{ Name: 'ai.example.com.', Type: 'A' }] }),
    /ai\.example\.com/,
    /remove/,
  ],
  [
    'bedrock-access',
    'anthropic.claude-sonnet-4-5-20250929-v1:0 in eu-north-1',
    'aws bedrock get-foundation-model-availability … eu-north-1',
    answer({
      ...(WELL['aws bedrock get-foundation-model-availability'] as { value: object }).value,
      authorizationStatus: 'NOT_AUTHORIZED',
    }),
    /NOT_AUTHORIZED/,
    /Model access/,
  ],
  [
    'bedrock-access',
    'eu.anthropic.claude-sonnet-4-5-20250929-v1:0 in eu-west-1',
    'aws bedrock get-inference-profile … eu-west-1',
    refusal('ResourceNotFoundException'),
    /no such profile/,
    /name a model/,
  ],
  [
    'bedrock-access',
    'eu.anthropic.claude-sonnet-4-5-20250929-v1:0 in eu-west-1',
    'aws bedrock get-inference-profile … eu-west-1',
    answer({ models: [{ modelArn: 'arn:aws:bedrock:eu-moon-1::foundation-model/m' }] }),
    /eu-moon-1/,
    /not granted/,
  ],
  [
    'organization-policies',
    'anthropic.claude-sonnet-4-5-20250929-v1:0 in eu-north-1',
    'aws iam simulate-principal-policy … eu-north-1',
    simulated({ AllowedByOrganizations: false }),
    /denies/,
    /eu-north-1/,
  ],
  [
    'aws-quotas',
    'health checks',
    'aws route53 get-account-limit',
    answer({ Limit: { Value: 20 }, Count: 0 }),
    /20 are allowed/,
    /Service Quotas/,
  ],
  [
    'aws-quotas',
    'concurrent executions in eu-west-1',
    'aws lambda get-account-settings … eu-west-1',
    limits(200),
    /200 of 1000/,
    /eu-west-1/,
  ],
  [
    'model-quotas',
    'tokens a minute of anthropic.claude-sonnet-4-5-20250929-v1:0 in eu-west-1',
    'aws service-quotas list-service-quotas … eu-west-1',
    answer({ Quotas: [tokensOf('Anthropic Claude Sonnet 4.5 V1', 2_000_000)] }),
    /3600000 are needed .*, 2000000 are allowed/,
    /ask Service Quotas for L-8EA73537/,
  ],
  [
    'provider-secrets',
    'understudy/llm in eu-west-3',
    'aws secretsmanager describe-secret … eu-west-3',
    refusal('ResourceNotFoundException'),
    /no such secret/,
    /create-secret/,
  ],
  [
    'google-project',
    'acme-ai',
    'gcloud projects describe',
    answer({ projectNumber: '7', lifecycleState: 'ACTIVE' }),
    /7/,
    /projectNumber: "7"/,
  ],
  [
    'google-project',
    'acme-ai',
    'gcloud projects describe',
    answer({ projectNumber: '123456789012', lifecycleState: 'DELETE_REQUESTED' }),
    /DELETE_REQUESTED/,
    /active/,
  ],
  ['google-apis', 'acme-ai', 'gcloud services list', answer([]), /iam\.googleapis\.com/, /gcloud services enable/],
  [
    'google-state-bucket',
    'gs://acme-ai-terraform',
    'gcloud storage buckets describe',
    refusal('NOT_FOUND'),
    /no such bucket/,
    /bootstrap google/,
  ],
  [
    'google-state-bucket',
    'gs://acme-ai-terraform',
    'gcloud storage buckets describe',
    answer({ public_access_prevention: 'enforced' }),
    /no versions/,
    /--versioning/,
  ],
  [
    'google-roles',
    'assistant-reference-deployer@acme-ai.iam.gserviceaccount.com',
    'gcloud projects get-iam-policy',
    answer({ bindings: [] }),
    /roles\/run\.admin/,
    /bootstrap google/,
  ],
  [
    'google-organization-policy',
    'run.managed.requireInvokerIam',
    'gcloud org-policies describe',
    answer({ spec: { rules: [{ enforce: true }] } }),
    /enforced/,
    /exempt/,
  ],
])('%s fails at %s: %s', async (id, place, command, said, found, mend) => {
  const failed = (await findings({ [command]: said })).filter(({ verdict }) => verdict === 'fail');
  expect(failed).toHaveLength(1);
  expect(failed[0]).toMatchObject({ check: id, place });
  expect(failed[0]?.found).toMatch(found);
  expect(failed[0]?.mend).toMatch(mend);
});

test.each<[id: string, names: Partial<Names>, verdict: string, found: RegExp]>([
  ['hosted-zone', { nameServers: async () => [] }, 'fail', /nobody delegates/],
  ['hosted-zone', { nameServers: async () => ['ns.old-host.example.'] }, 'fail', /old-host/],
  ['hosted-zone', { nameServers: () => Promise.reject(new Error('timed out')) }, 'unknown', /timed out/],
  ['certificate-authority', { caa: () => Promise.reject(new Error('timed out')) }, 'unknown', /timed out/],
])('%s by what the world says: %j', async (id, names, verdict, found) => {
  const all = (await findings({}, { ...WELL_NAMES, ...names })).filter((one) => one.verdict !== 'pass');
  expect(all).toEqual([expect.objectContaining({ check: id, verdict, found: expect.stringMatching(found) })]);
});

test.each<[domain: string, known: string[], verdicts: string[]]>([
  ['ai.example.com', [], ['unknown']],
  // What is above the zone says nothing of what will be found in it.
  ['ai.example.com', ['example.com'], ['unknown']],
  ['ai.example.com', ['ai.example.com'], ['pass', 'pass']],
  // The deployment makes a name below the zone.
  ['chat.ai.example.com', ['ai.example.com', 'example.com'], ['pass', 'pass']],
  ['chat.ai.example.com', [], ['unknown']],
])('of CAA records for %s, where the world knows the names %j', async (domain, known, verdicts) => {
  const caa: Names['caa'] = async (name) => (known.includes(name) ? [] : undefined);
  const { ground } = groundOf({}, { ...WELL_NAMES, caa });
  const found = await certificateAuthority.run({ ...ground, topology: { ...ground.topology, domain } });
  expect(found.map(({ verdict }) => verdict)).toEqual(verdicts);
  if (verdicts[0] === 'unknown') expect(found[0].found).toContain('the world knows no name ai.example.com');
});

test.each([
  ['ENODATA', []],
  ['ENOTFOUND', undefined],
])('a resolver that says %s has answered', async (code, said) => {
  expect(await heard(Promise.reject(Object.assign(new Error(code), { code })))).toEqual(said);
});

test('a resolver that is not there has not', async () => {
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  await expect(heard(Promise.reject(refused))).rejects.toThrow('refused');
});

describe('where nobody is logged in', () => {
  const dark = Object.fromEntries(Object.keys(WELL).map((command) => [command, silence]));

  test('each cloud says so once, and every other check of it what is to be mended first', async () => {
    const all = await findings(dark);
    expect(all.filter(({ found }) => found === 'no network').map(({ check }) => check)).toEqual([
      'aws-account',
      'google-project',
    ]);
    for (const { check, verdict, mend } of all) {
      if (['aws-account', 'google-project', 'certificate-authority', 'google-model-quotas'].includes(check)) continue;
      const cloud = CHECKS.find(({ id }) => id === check)?.cloud;
      expect([check, verdict, mend]).toEqual([
        check,
        'unknown',
        `mend ${cloud === 'aws' ? 'aws-account' : 'google-project'} first`,
      ]);
    }
    // Every place is still there for a machine; people read a line a check.
    const lines = told(all).split('\n');
    expect(lines.filter((line) => line.startsWith('unknown'))).toHaveLength(
      new Set(all.filter(({ verdict }) => verdict === 'unknown').map(({ check }) => check)).size,
    );
    expect(lines).toContain(
      'unknown  cdk-bootstrap  eu-central-1, eu-west-1, eu-west-3: unknown for the same reason as aws-account',
    );
    expect(lines.find((line) => line.startsWith('unknown  bedrock-access'))).toMatch(
      / in eu-central-1 and 9 places more: /,
    );
  });

  test.each(['ExpiredToken', 'UnrecognizedClientException: the security token is invalid'])(
    'an expired login is one cause too, in whichever words a service says it: %s',
    async (code) => {
      const expired = Object.keys(WELL).map((command, index) => [
        command,
        index === 0 ? refusal('ExpiredToken') : refusal(code),
      ]);
      const all = await findings(Object.fromEntries(expired));
      const rest = all.filter(
        ({ check, verdict }) => check !== 'aws-account' && !check.startsWith('google') && verdict === 'unknown',
      );
      expect(rest.length).toBeGreaterThan(20);
      expect(new Set(rest.map(({ mend }) => mend))).toEqual(new Set(['mend aws-account first']));
    },
  );

  test('a command line that is not there fails: nobody was asked, and nothing can be deployed from here', async () => {
    const absent = Object.entries(dark).map(([command]) => [
      command,
      { kind: 'silence', why: `${command.split(' ')[0]} is not on this machine` } as const,
    ]);
    const all = await findings(Object.fromEntries(absent));
    const failed = all.filter(({ verdict }) => verdict === 'fail').map(({ check, mend }) => [check, mend]);
    expect(failed).toEqual([
      ['aws-account', expect.stringMatching(/^install the AWS/)],
      ['google-project', expect.stringMatching(/^install the Google/)],
    ]);
    expect(all.find(({ check }) => check === 'hosted-zone')?.mend).toBe('mend aws-account first');
  });

  test('another cause is told where it is', async () => {
    const all = await findings({ ...dark, 'aws ssm get-parameter': { kind: 'silence', why: 'no answer within 30 s' } });
    expect(all.filter(({ found }) => found === 'no answer within 30 s')).toHaveLength(3);
    expect(told(all).match(/ no answer within 30 s$/gm)).toHaveLength(3);
  });

  test('no command is run but the one that finds it out', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'understudy-test-'));
    try {
      const aws = 'echo "$@" >> "$ASKED"; echo "access_key <not set> None None"';
      writeFileSync(join(folder, 'aws'), `#!/bin/sh\n${aws}\n`, { mode: 0o755 });
      const asked = join(folder, 'asked');
      const ask = byCommandLine({ PATH: `${folder}:${process.env.PATH}`, ASKED: asked });
      const said = await Promise.all(['sts', 'iam'].map((service) => ask(['aws', service])));
      expect(said[0]).toEqual({ kind: 'silence', why: expect.stringContaining('no credentials') });
      expect(said[1]).toEqual(said[0]);
      expect(readFileSync(asked, 'utf8')).toBe('configure list\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const issue = (...values: string[]) => values.map((value) => ({ tag: 'issue', value }));

test.each<
  [what: string, zones: Record<string, { tag: string; value: string }[]>, verdicts: [aws: string, google: string]]
>([
  ['nothing anywhere', {}, ['pass', 'pass']],
  ['both, at the name', { 'ai.example.com': issue('amazon.com', 'pki.goog') }, ['pass', 'pass']],
  ['one of them, above', { 'example.com': issue('amazontrust.com; x=1') }, ['pass', 'fail']],
  ['neither', { 'example.com': issue('letsencrypt.org') }, ['fail', 'fail']],
  ['nobody at all', { 'ai.example.com': issue(';') }, ['fail', 'fail']],
  [
    'the nearest decides',
    { 'ai.example.com': issue('pki.goog'), 'example.com': issue('amazon.com') },
    ['fail', 'pass'],
  ],
  ['no issuer limited', { 'example.com': [{ tag: 'iodef', value: 'mailto:a@example.com' }] }, ['pass', 'pass']],
])('CAA: %s', async (_what, zones, verdicts) => {
  const all = await findings({}, { ...WELL_NAMES, caa: async (name) => zones[name] ?? [] });
  const told = all.filter(({ check }) => check === 'certificate-authority');
  expect(told.map(({ verdict }) => verdict)).toEqual(verdicts);
});

test.each<[what: string, said: Said]>([
  ['nobody answers', silence],
  ['one may not ask', refusal('AccessDeniedException')],
])(
  'where %s, nothing passes but what the DNS or the declaration alone decides, nothing breaks, and each says how to have it answered',
  async (_what, said) => {
    const all = await findings(Object.fromEntries(Object.keys(WELL).map((command) => [command, said])));
    const decided = all.filter(({ verdict }) => verdict === 'pass').map(({ check }) => check);
    // The latter asks nobody.
    expect(new Set(decided)).toEqual(new Set(['certificate-authority', 'google-model-quotas']));
    for (const { verdict, mend, found } of all.filter((one) => one.verdict !== 'pass')) {
      expect({ verdict, mend, found }).toMatchObject({ mend: expect.stringMatching(/./) });
      expect(found).not.toMatch(/the check broke/);
    }
  },
);

test('a zone that the account lacks, or may not use, fails where own servers are to stand in it, with those it has', async () => {
  const zones = (...open: string[]) => ({
    'aws ec2 describe-availability-zones': answer({
      AvailabilityZones: ['a', 'b', 'c'].map((letter) => ({
        ...{ ZoneName: `eu-west-1${letter}`, State: open.includes(letter) ? 'available' : 'unavailable' },
      })),
    }),
  });
  const of = async (other: Record<string, Said>, file?: string) => {
    const found = await preflight(groundOf(other, undefined, file).ground, [availabilityZones]);
    return found.filter(({ place }) => place === 'eu-west-1');
  };
  const own = 'examples/own-compute.yaml';
  expect(await of(zones('a', 'b'), own)).toEqual([expect.objectContaining({ verdict: 'pass' })]);
  const [lacking] = await of(zones('a', 'c'), own);
  expect(lacking).toMatchObject({
    verdict: 'fail',
    found: 'the account has no eu-west-1b, but eu-west-1a, eu-west-1c',
  });
  expect(lacking?.mend).toContain('{ name: eu-west-1, zones: [eu-west-1a, eu-west-1c] }');
  expect(await of(zones())).toEqual([]);
});

test('a name that is taken by this very fleet is none that is taken', async () => {
  const tags = { 'aws:cloudformation:stack-name': 'Assistant-reference-eu-west-1' };
  const all = await findings({
    'aws apigateway get-domain-name … eu-west-1.aws': answer({ tags }),
    'aws route53 list-resource-record-sets': answer({ ResourceRecordSets: [{ Name: 'ai.example.com.', Type: 'A' }] }),
    'aws cloudformation describe-stacks': answer({ Stacks: [{}] }),
  });
  expect(all.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
});

test('a check that breaks is unknown, and the others are told', async () => {
  const broken = {
    id: 'broken',
    cloud: 'aws',
    asks: '',
    run: () => Promise.reject(new Error('no such thing')),
  } as const;
  const all = await preflight(groundOf().ground, [broken, CHECKS[0]!]);
  expect(all.map(({ check, verdict }) => [check, verdict])).toEqual([
    ['broken', 'unknown'],
    ['aws-account', 'pass'],
  ]);
  expect(told(all)).toContain('1 passed, 0 failed, 1 unknown');
});

test.each<[stderr: string, said: object]>([
  [
    '\nAn error occurred (ParameterNotFound) when calling the GetParameter operation: \n',
    { kind: 'refusal', code: 'ParameterNotFound' },
  ],
  ['ERROR: (gcloud.x) PERMISSION_DENIED: no', { kind: 'refusal', code: 'PERMISSION_DENIED' }],
  ['ERROR: (gcloud.storage.buckets.describe) gs://b not found: 404.', { kind: 'refusal', code: 'NOT_FOUND' }],
  ['Unable to locate credentials. You can configure…', { kind: 'silence' }],
  ['', { kind: 'silence' }],
])('what a command line says when it fails: %j', (stderr, said) => {
  expect(refusedBy(stderr)).toMatchObject(said);
});

async function run(other: Record<string, Said>, ...args: string[]) {
  const printed: string[] = [];
  const { ground } = groundOf(other);
  const program = new Command().exitOverride();
  registerPreflight(program, (text) => printed.push(text), ground.ask, ground.names);
  await program.parseAsync(['preflight', ...args], { from: 'user' });
  return printed.join('\n');
}

describe('the command', () => {
  test('passes, as JSON', async () => {
    const { counts, findings: all } = JSON.parse(await run({}, '--json'));
    expect(counts).toEqual({ pass: all.length, fail: 0, unknown: 0 });
  });
  test('of one cloud', async () => {
    const { findings: all } = JSON.parse(await run({}, '--json', '--only', 'google'));
    expect(all.every(({ check }: { check: string }) => check.startsWith('google-'))).toBe(true);
  });
  test('fails where something would', () =>
    expect(run({ 'aws ssm get-parameter': refusal('ParameterNotFound') })).rejects.toThrow(Reported));
  test('lives with the unknown, unless it is strict', async () => {
    await expect(run({ 'aws ssm get-parameter': silence })).resolves.toContain('3 unknown');
    await expect(run({ 'aws ssm get-parameter': silence }, '--strict')).rejects.toThrow(Reported);
  });
  test('refuses all that is wrong at once', () =>
    expect(run({}, '--only', 'azure', '--qualifier', 'a b', '--config', 'no.yaml')).rejects.toThrow(
      /malformed-qualifier[\s\S]*unknown-cloud[\s\S]*missing-file/,
    ));
  test('names its checks', async () => {
    expect((await run({}, '--list')).split('\n')).toHaveLength(CHECKS.length);
    const { checks } = JSON.parse(await run({}, '--list', '--json', '--only', 'google'));
    expect(checks[0]).toEqual({ id: 'google-project', cloud: 'google', asks: expect.stringContaining('credentials') });
  });
});

describe("the jobs' table that stands, and the declared one, which is strong in eu-central-1, eu-west-1 and eu-west-3", () => {
  const table = (described: object) => ({ 'aws dynamodb describe-table': answer({ Table: described }) });
  const replicas = (...regions: string[]) => ({ Replicas: regions.map((RegionName) => ({ RegionName })) });
  const STRONG = { MultiRegionConsistency: 'STRONG' };
  const verdictOf = async (other: Record<string, Said>) =>
    (await findings(other))
      .filter(({ check }) => check === 'jobs-table')
      .map(({ verdict, mend = '' }) => [verdict, mend]);

  test.each<[what: string, described: object, verdict: string, mend: string]>([
    ['the same', { ...STRONG, ...replicas('eu-west-1', 'eu-west-3', 'eu-central-1') }, 'pass', ''],
    // 2 -> 3: the witness cannot become a replica.
    [
      'two and a witness',
      { ...STRONG, ...replicas('eu-west-1'), GlobalTableWitnesses: [{ RegionName: 'eu-west-2' }] },
      'fail',
      'jobs: { consistency: strong, regions: [eu-central-1, eu-west-1] }',
    ],
    ['two of the three and another', { ...STRONG, ...replicas('eu-west-1', 'eu-west-2') }, 'fail', 'eu-west-2'],
    ['eventual', { MultiRegionConsistency: 'EVENTUAL', ...replicas('eu-west-1') }, 'fail', 'consistency: eventual'],
    ['alone, with jobs in it', { ItemCount: 7 }, 'fail', 'consistency: eventual'],
    ['alone and empty', { ItemCount: 0 }, 'pass', ''],
  ])('%s', async (_, described, verdict, mend) => {
    const [[found, said]] = await verdictOf(table(described));
    expect(found).toBe(verdict);
    expect(said).toContain(mend);
  });

  test('is found in whichever Region has it', async () => {
    const only = {
      'aws dynamodb describe-table … eu-west-3': answer({ Table: { ...STRONG, ...replicas('eu-west-2') } }),
    };
    expect((await verdictOf(only))[0][0]).toBe('fail');
  });

  test('is unknown where nobody says', async () => {
    const silent = { 'aws dynamodb describe-table': refusal('AccessDeniedException') };
    expect((await verdictOf(silent))[0][0]).toBe('unknown');
  });
});

test.each([
  ['eur3', 'pass', ''],
  ['europe-west4', 'fail', 'firestoreLocation: europe-west4'],
])('a database of jobs in %s is a %s', async (locationId, verdict, mend) => {
  const found = await findings({ 'gcloud firestore databases describe': answer({ locationId }) });
  const [database] = found.filter(({ check }) => check === 'google-jobs-database');
  expect(database.verdict).toBe(verdict);
  expect(database.mend ?? '').toContain(mend);
});

describe('own servers', () => {
  const GPUS = 'aws service-quotas get-service-quota … L-DB2E81BA';
  const quota = (Value: number) => answer({ Quota: { Value } });
  const quotas = async (said: Said) => {
    const { ground, asked } = groundOf({ [GPUS]: said }, undefined, 'examples/own-compute.yaml');
    const found = await awsQuotas.run(ground);
    return {
      found: found.filter(({ place }) => place.startsWith('gpu-vcpus')),
      asked,
      planned: quotasOf(ground.topology),
    };
  };

  test('are asked for in each cell by what the plan relies on', async () => {
    const { found, planned, asked } = await quotas(quota(10_000));
    const needed = planned.filter(({ id }) => id === 'gpu-vcpus');
    expect(needed.length).toBeGreaterThan(0);
    expect(found.map(({ verdict, place }) => [verdict, place])).toEqual(
      needed.map(({ place }) => ['pass', `gpu-vcpus in ${place.replace('aws:', '')}`]),
    );
    expect(asked.filter((one) => one.includes('--service-code ec2 --quota-code L-DB2E81BA'))).toHaveLength(
      needed.length,
    );
  });

  test('that may not be started fail, and what nobody answers passes nothing', async () => {
    const { found, planned } = await quotas(quota(0));
    expect(found.map(({ verdict }) => verdict)).toEqual(found.map(() => 'fail'));
    expect(found[0]?.found).toContain(`${planned.find(({ id }) => id === 'gpu-vcpus')?.needed} are needed`);
    const { found: unasked } = await quotas(silence);
    expect(unasked.map(({ verdict }) => verdict)).toEqual(found.map(() => 'unknown'));
  });
});
