import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { stringify } from 'yaml';
import { InvalidConfiguration } from '../../../lib/contract/problem';
import { awsSteps, dnsPolicy, googleRecordNames } from '../../../lib/operations/bootstrap/aws-steps';
import { deployerRoles, googleSteps, stateLocationFor } from '../../../lib/operations/bootstrap/google-steps';
import { runSteps } from '../../../lib/operations/bootstrap/run-steps';
import { commandLine, type Step, scriptOf } from '../../../lib/operations/bootstrap/step';
import { registerBootstrap } from '../../../lib/operations/bootstrap-google';
import type { GoogleFleet, Topology } from '../../../lib/topology/topology';
import { declaration } from '../../aws/fleets';
import { ACROSS_CLOUDS, fleetOf, GOOGLE, resourcesOf, topology, WITH_L4 } from '../../google/fleets';

jest.mock('../../../lib/bundle/baked-gateway', () => jest.requireActual('../../aws/prebuilt-gateway'));

const fleet = topology();
const google = fleet.google as GoogleFleet;
const OPTIONS = { operator: 'user:a@example.com', stateLocation: 'US' };
const steps = googleSteps(fleet, google, OPTIONS);
const commands = steps.map(({ command }) => command.join(' '));

describe('on Google', () => {
  test('the state bucket is in the named multi-region, private, and keeps every version', () => {
    const create = commands.find((command) => command.includes('buckets create'));
    expect(create).toContain('gs://acme-ai-terraform');
    expect(create).toMatch(/--location=US .*--public-access-prevention/);
    expect(commands).toContain('gcloud storage buckets update gs://acme-ai-terraform --versioning');
  });

  test.each([
    [['europe-west4'], 'EU'],
    [['us-central1'], 'US'],
    [['northamerica-northeast1'], 'US'],
    [['southamerica-east1'], 'US'],
    [['asia-east1'], 'ASIA'],
    [['australia-southeast1'], 'ASIA'],
    [['me-central2'], 'EU'],
    [['africa-south1'], 'EU'],
    [['us-central1', 'europe-west4'], 'US'],
  ])('with cells in %j it is in the multi-region nearest to the first, %s', (regions, location) => {
    const cells = regions.map((region) => ({ id: `google:${region}` as const, region }));
    expect(stateLocationFor({ ...google, cells })).toBe(location);
  });

  test('the deployer is an account of its own, in whose name the operator may act', () => {
    const deployer = 'assistant-deployer@acme-ai.iam.gserviceaccount.com';
    expect(commands.some((command) => command.includes('service-accounts create assistant-deployer'))).toBe(true);
    const may = commands.find((command) => command.includes('serviceAccountTokenCreator'));
    expect(may).toContain(`${deployer} --project=acme-ai --member=user:a@example.com`);
  });

  test('it is never owner or editor, and gives away two roles alone, of which one is for the database of jobs', () => {
    const roles = commands.flatMap((command) => /--role=(\S+)/.exec(command)?.[1] ?? []);
    expect(roles.filter((role) => /^roles\/(owner|editor|viewer)$/.test(role))).toEqual([]);
    const admin = commands.find((command) => command.includes('projectIamAdmin'));
    const [custom] = resourcesOf(fleetOf().serving, 'google_project_iam_custom_role');
    const own = `projects/acme-ai/roles/${custom.role_id}`;
    expect(admin).toContain(`.hasOnly(["${own}","roles/datastore.user"])`);
    // The expression has a comma, at which gcloud would part it.
    expect(admin).toContain('--condition=^#^title=only-vertex-callers-and-users-of-databases#expression=');
    const lean = googleSteps(topology({ routes: { chat: {} } }), topology().google!, OPTIONS).map(
      ({ command }) => command,
    );
    expect(lean.flat().find((word) => word.includes('hasOnly'))).toContain(`.hasOnly(["${own}"])`);
  });

  test('it may make networks and names in them only where servers of its own stand in some', () => {
    const lean = deployerRoles(topology());
    const added = deployerRoles(topology(WITH_L4)).filter((role) => !lean.includes(role));
    expect(added).toEqual(['compute.networkAdmin', 'dns.admin']);
  });

  test('whose identities are believed, and the one role of AWS, it may settle only where jobs outlive a cloud', () => {
    const lean = deployerRoles(topology());
    const across = topology(ACROSS_CLOUDS);
    expect(deployerRoles(across).filter((role) => !lean.includes(role))).toEqual(['iam.workloadIdentityPoolAdmin']);
    const onRoles = (fleet: Topology) =>
      dnsPolicy(fleet, fleet.google!).Statement.filter((each) => JSON.stringify(each).includes('iam:'));
    expect(onRoles(topology())).toEqual([]);
    expect(onRoles(across)).toMatchObject([{ Resource: 'arn:aws:iam::111122223333:role/assistant-jobs-google' }]);
  });

  test("accounts' ids fit, however long the service's name is", () => {
    const long = topology({ service: 'a-service-of-long-name', stage: 'prod' });
    const names = googleSteps(long, google, { operator: 'user:a@example.com', stateLocation: 'US' }).flatMap(
      ({ command }) => (command.includes('create') && command.includes('service-accounts') ? [command[4]] : []),
    );
    expect(names).toHaveLength(1);
    expect(names[0]).toMatch(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/);
  });
});

describe('on AWS', () => {
  test.each(['quality', 'locality'] as const)(
    'the role may write every name of google-dns, preferring %s',
    (prefer) => {
      const written = resourcesOf(fleetOf({ prefer }).dns, 'aws_route53_record').map(({ name }) => name);
      expect(written.filter((name) => !googleRecordNames(fleet, google).includes(name))).toEqual([]);
    },
  );

  test('and not the served one, nor anything of another zone', () => {
    expect(googleRecordNames(fleet, google)).not.toContain('ai.example.com');
    const [change] = dnsPolicy(fleet, google).Statement;
    expect(change).toMatchObject({
      Action: 'route53:ChangeResourceRecordSets',
      Resource: 'arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ',
      Condition: {
        'ForAllValues:StringEquals': {
          'route53:ChangeResourceRecordSetsNormalizedRecordNames': googleRecordNames(fleet, google),
        },
      },
    });
    expect(JSON.stringify(dnsPolicy(fleet, google))).not.toContain('route53:*');
  });

  test('it lies in the account of the zone', () => {
    expect(JSON.stringify(awsSteps(fleet, google))).toContain('arn:aws:iam::111122223333:root');
  });
});

describe('a script', () => {
  test.each([
    [['echo', 'plain-word'], 'echo plain-word\n'],
    [['echo', "it's", 'a "b" $HOME `c` \\', '*'], 'it\'s a "b" $HOME `c` \\ *\n'],
    [['printf', '%s', ''], ''],
  ])('says %j to a shell as it is', (command, said) => {
    expect(execFileSync('/bin/sh', ['-c', commandLine(command)], { encoding: 'utf8' })).toBe(
      said.replace(/^echo /, ''),
    );
  });

  test('does nothing twice', () => {
    const script = scriptOf([
      { title: 'there', done: ['true'], command: ['echo', 'again'] },
      { title: 'missing', done: ['false'], command: ['echo', 'made'] },
      { title: 'always', command: ['echo', 'set'] },
    ]);
    expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' })).toBe('made\nset\n');
  });

  test('of a fleet is one that a shell can read', () => {
    const all = scriptOf([...steps, ...awsSteps(fleet, google)]);
    expect(() => execFileSync('/bin/sh', ['-n'], { input: all })).not.toThrow();
  });
});

describe('running the steps', () => {
  const three: Step[] = [
    { title: 'first', done: ['is', 'first'], command: ['make', 'first'] },
    { title: 'second', done: ['is', 'second'], command: ['make', 'second'] },
    { title: 'third', command: ['make', 'third'] },
  ];
  const running = (answers: Record<string, boolean>) => {
    const ran: string[] = [];
    const printed: string[] = [];
    const execute = (command: readonly string[]) => {
      ran.push(command.join(' '));
      return answers[command.join(' ')] ?? true;
    };
    return { ran, printed, act: () => runSteps(three, execute, (text) => printed.push(text)) };
  };

  test('leaves out what is there', () => {
    const { ran, printed, act } = running({ 'is second': false });
    act();
    expect(ran).toEqual(['is first', 'is second', 'make second', 'make third']);
    expect(printed).toEqual(['there  first', 'doing  second', 'doing  third']);
  });

  test('stops at the first that fails, and names it', () => {
    const { ran, act } = running({ 'is first': false, 'make first': false });
    expect(act).toThrow('failed: first: make first');
    expect(ran).toEqual(['is first', 'make first']);
  });
});

describe('the command', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'understudy-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const bootstrap = (withGoogle: boolean, ...args: string[]) => {
    const file = join(folder, 'serving.yaml');
    const responses = join(process.cwd(), 'responses');
    const document = declaration(withGoogle ? { google: { ...GOOGLE, regions: ['europe-west4'] } } : {});
    writeFileSync(file, stringify(document).replace('responses: responses', `responses: ${responses}`));
    const printed: string[] = [];
    const ran: string[] = [];
    const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
    registerBootstrap(
      program,
      (text) => printed.push(text),
      (command) => ran.push(command.join(' ')) > 0,
    );
    program.parse(['bootstrap', 'google', '--config', file, ...args], { from: 'user' });
    return { printed: printed.join('\n'), ran };
  };

  test('prints, and runs nothing', () => {
    const { printed, ran } = bootstrap(true);
    expect(ran).toEqual([]);
    expect(printed).toMatch(/gcloud storage buckets create gs:\/\/acme-ai-terraform .*--location=EU /);
    expect(printed).toContain('aws iam put-role-policy');
    expect(printed).toContain('GOOGLE_IMPERSONATE_SERVICE_ACCOUNT=assistant-deployer@acme-ai.iam.gserviceaccount.com');
  });

  test('--json prints the same steps for programs, and runs nothing', () => {
    const { printed, ran } = bootstrap(true, '--json');
    expect(ran).toEqual([]);
    const { steps: all, deployer } = JSON.parse(printed) as { steps: Step[]; deployer: string };
    expect(deployer).toBe('assistant-deployer@acme-ai.iam.gserviceaccount.com');
    expect(bootstrap(true).printed).toContain(scriptOf(all));
    expect(() => bootstrap(true, '--json', '--yes')).toThrow(/--json.*cannot be used with.*--yes/);
  });

  test('--yes runs, and asks before it makes', () => {
    const { ran } = bootstrap(true, '--yes', '--operator', 'group:ai@example.com', '--state-location', 'ASIA');
    expect(ran).toContainEqual(expect.stringContaining('buckets describe gs://acme-ai-terraform'));
    // Everything was there.
    expect(ran.filter((command) => /buckets create|service-accounts create|create-role/.test(command))).toEqual([]);
    expect(ran).toContainEqual(expect.stringContaining('--member=group:ai@example.com'));
  });

  test.each<[string, boolean, string[], string[]]>([
    ['without Google cells', false, [], ['no-google-cells']],
    ['--yes without somebody', true, ['--yes'], ['missing-operator']],
    ['somebody of no kind', true, ['--operator', 'me@example.com'], ['malformed-operator']],
    ['a state in one region', true, ['--state-location', 'europe-west4'], ['not-a-multi-region']],
    [
      'all of it',
      false,
      ['--yes', '--state-location', 'eu'],
      ['no-google-cells', 'missing-operator', 'not-a-multi-region'],
    ],
  ])('%s is refused, nothing run', (_, withGoogle, args, codes) => {
    let problems: InvalidConfiguration['problems'] = [];
    try {
      bootstrap(withGoogle, ...args);
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidConfiguration);
      problems = (error as InvalidConfiguration).problems;
    }
    expect(problems.map(({ code }) => code)).toEqual(codes);
  });
});
