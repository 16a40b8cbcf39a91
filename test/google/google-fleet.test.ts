import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { App, Testing } from 'cdktf';
import { stringify } from 'yaml';
import { buildGoogle } from '../../bin/build-google';
import { GoogleFleet } from '../../lib/google/google-fleet';
import { declaration } from '../aws/fleets';
import { fleetOf, GOOGLE, type Json, topology } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('../aws/prebuilt-gateway'));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'understudy-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fleet = fleetOf();

test('each stack has one provider: nothing that serves on Google asks AWS', () => {
  expect(Object.keys(fleet.serving.provider)).toEqual(['google']);
  expect(Object.keys(fleet.dns.provider)).toEqual(['aws']);
  expect(Object.keys(fleet.serving.resource).filter((type) => !type.startsWith('google_'))).toEqual([]);
  expect(Object.keys(fleet.dns.resource).filter((type) => !type.startsWith('aws_route53_'))).toEqual([]);
});

test('state lies in the named bucket, apart for each stack', () => {
  expect(fleet.serving.terraform.backend).toEqual({
    gcs: { bucket: 'acme-ai-terraform', prefix: 'assistant/google-serving' },
  });
  expect(fleet.dns.terraform.backend.gcs.prefix).toBe('assistant/google-dns');
  expect(fleetOf({ stage: 'prod' }).dns.terraform.backend.gcs.prefix).toBe('assistant-prod/google-dns');
});

test('google-dns can touch the account of the zone alone', () => {
  expect(fleet.dns.provider.aws).toEqual([{ region: 'eu-central-1', allowed_account_ids: ['111122223333'] }]);
});

test('backend and providers can be told more', () => {
  const impersonateServiceAccount = 'deployer@acme-ai.iam.gserviceaccount.com';
  const { serving, dns } = fleetOf(
    {},
    {
      state: { impersonateServiceAccount },
      googleProvider: { impersonateServiceAccount },
      awsProvider: { profile: 'dns' },
    },
  );
  expect(serving.terraform.backend.gcs).toMatchObject({
    bucket: 'acme-ai-terraform',
    impersonate_service_account: impersonateServiceAccount,
  });
  expect(dns.data.terraform_remote_state.serving.config.impersonate_service_account).toBe(impersonateServiceAccount);
  expect(serving.provider.google[0]).toMatchObject({
    project: 'acme-ai',
    impersonate_service_account: impersonateServiceAccount,
  });
  expect(dns.provider.aws[0]).toMatchObject({ profile: 'dns', region: 'eu-central-1' });
});

test('as child modules they have neither provider nor backend, and everything else', () => {
  const modules = fleetOf({}, { childModules: true });
  for (const stack of ['serving', 'dns'] as const) {
    expect(modules[stack]).not.toHaveProperty('provider');
    expect(modules[stack].terraform).not.toHaveProperty('backend');
    expect(modules[stack].terraform.required_providers).toEqual(fleet[stack].terraform.required_providers);
    expect(modules[stack].resource).toEqual(fleet[stack].resource);
  }
});

test('each says what the fleet intends, where Terraform reads a comment', () => {
  const { serving, dns } = fleet;
  expect(serving['//'].Understudy).toMatchObject({
    version: 1,
    service: 'assistant',
    domain: 'ai.example.com',
    cells: ['aws:eu-central-1', 'aws:eu-west-1', 'aws:eu-west-3', 'google:europe-west4', 'google:europe-west1'],
    part: { kind: 'google-serving' },
  });
  expect(dns['//'].Understudy).toEqual({ ...serving['//'].Understudy, part: { kind: 'google-dns' } });
});

test('from a file, and refused without Google cells', () => {
  const write = (document: unknown) => {
    const file = join(folder, 'serving.yaml');
    writeFileSync(
      file,
      stringify(document).replace('responses: responses', `responses: ${join(process.cwd(), 'responses')}`),
    );
    return file;
  };
  const google = { ...GOOGLE, regions: ['europe-west4'] };
  // Its frontier model is on AWS alone: a Google cell begins with the rung below.
  const built = GoogleFleet.fromFile(Testing.app(), 'Google', write(declaration({ google })));
  expect([built.serving.node.id, built.dns.node.id]).toEqual(['google-serving', 'google-dns']);
  expect(() => GoogleFleet.fromFile(Testing.app(), 'Google', write(declaration()))).toThrow('no-google-cells');
});

describe('cdktf.out', () => {
  /** Every file below a folder, by its path in it. */
  const filesIn = (directory: string, under = ''): string[] =>
    readdirSync(join(directory, under), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? filesIn(directory, join(under, entry.name)) : [join(under, entry.name)],
    );
  const written = (name: string) => {
    const directory = join(folder, name);
    buildGoogle(topology(), directory);
    return directory;
  };

  test('is the same bytes from run to run, wherever it is written', () => {
    const [one, other] = [written('one'), written('somewhere-else')];
    expect(filesIn(one).length).toBeGreaterThan(4);
    expect(filesIn(one)).toEqual(filesIn(other));
    for (const file of filesIn(one)) {
      expect(readFileSync(join(one, file)).equals(readFileSync(join(other, file)))).toBe(true);
    }
  });

  test('has no absolute path, and every source is there', () => {
    const directory = written('out');
    const paths: string[] = [];
    const collect = (value: unknown): void => {
      if (typeof value === 'string') paths.push(value);
      else if (value !== null && typeof value === 'object') Object.values(value).forEach(collect);
    };
    const stacks = ['google-serving', 'google-dns'].map((name) => join('stacks', name, 'cdk.tf.json'));
    for (const file of ['manifest.json', ...stacks]) collect(JSON.parse(readFileSync(join(directory, file), 'utf8')));
    // Paths of the gateway and its mount, and Terraform's comments, are no files of this machine.
    const own =
      /^\/(\/|health\/(live|serving|preferred)|switch\/google|bundle(\/[0-9a-f]{64}\/(index|prober|worker)\.js)?|\/certificatemanager\..*)$/;
    expect(paths.filter((path) => isAbsolute(path) && !own.test(path))).toEqual([]);
    expect(paths.filter((path) => path.includes(folder) || path.includes(process.cwd()))).toEqual([]);

    const sources = paths.filter((path) => path.startsWith(`\${path.module}/`));
    // One copy for each region of the gateway, the prober, the worker, the configuration and the corpus.
    expect(sources).toHaveLength(2 * 5);
    for (const source of sources) {
      expect(existsSync(join(directory, 'stacks', 'google-serving', source.slice(`\${path.module}/`.length)))).toBe(
        true,
      );
    }
  });

  test('google-dns comes after google-serving', () => {
    const directory = written('out');
    const { stacks }: Json = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
    expect(Object.keys(stacks).sort()).toEqual(['google-dns', 'google-serving']);
    expect(stacks['google-dns'].dependencies).toEqual(['Google/google-serving']);
    expect(stacks['google-serving'].dependencies).toEqual([]);
  });
});

test('under an App of somebody else', () => {
  const app = new App({ outdir: join(folder, 'theirs') });
  new GoogleFleet(app, 'Assistant', topology());
  expect(() => app.synth()).not.toThrow();
});
