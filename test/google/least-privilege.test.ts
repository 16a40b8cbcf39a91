import { RequiredApis } from '../../lib/google/required-apis';
import { ValuelessSecret } from '../../lib/google/valueless-secret';
import { fleetOf, foreignStack, type Json, only, PROJECT, resourcesOf } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('../aws/prebuilt-gateway'));

const { serving } = fleetOf();
const typesEnding = (suffix: string) => Object.keys(serving.resource).filter((type) => type.endsWith(suffix));

test('on the project there is the right to ask models, which take no narrower binding, and one database', () => {
  expect(typesEnding('iam_binding').concat(typesEnding('iam_policy'))).toEqual([]);
  const role = only(serving, 'google_project_iam_custom_role');
  expect(role.permissions).toEqual(['aiplatform.endpoints.predict']);
  const members = resourcesOf(serving, 'google_project_iam_member');
  const [onDatabase, onModels] = [true, false].map((held) => members.filter(({ condition }) => !!condition === held));
  // The gateway and the worker of each region.
  expect(onModels).toHaveLength(4);
  for (const { role } of onModels) expect(role).toMatch(/^\$\{google_project_iam_custom_role\..*\.name\}$/);
  expect(onDatabase).toHaveLength(4);
  for (const { role, condition } of onDatabase) {
    expect(role).toBe('roles/datastore.user');
    expect(condition.expression).toMatch(
      /^resource\.name == "projects\/acme-ai\/databases\/\$\{google_firestore_database\.\w+\.name\}"$/,
    );
  }
});

test('without a Vertex rung there is not even that', () => {
  const ladder = [
    { tier: 1, name: 'frontier', aws: { bedrock: { model: 'anthropic.claude-sonnet-4-5-20250929-v1:0' } } },
    { tier: 3, name: 'script', deterministic: { responses: 'responses' } },
  ] as const;
  const lean = fleetOf({ ladder, routes: { chat: {} } }).serving;
  expect(lean.resource).not.toHaveProperty('google_project_iam_member');
  expect(JSON.stringify(lean.resource)).not.toContain('aiplatform');
});

test('an account of its own for each purpose in each region, the gateway’s granted what is its own', () => {
  const accounts = resourcesOf(serving, 'google_service_account');
  expect(accounts.map(({ display_name }) => display_name).sort()).toEqual(
    ['calls the prober in %s each minute', 'the gateway in %s', 'the prober in %s', 'the worker in %s'].flatMap(
      (purpose) => ['europe-west1', 'europe-west4'].map((region) => `assistant: ${purpose.replace('%s', region)}`),
    ),
  );
  for (const { account_id } of accounts) expect(account_id).toMatch(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/);
  expect(new Set(accounts.map(({ account_id }) => account_id)).size).toBe(8);

  const ofGateways = (resources: Json[]) =>
    resources.filter(({ member }) => member.includes('google_service_account.Serving_Gateway-'));
  for (const region of ['europe-west4', 'europe-west1']) {
    const mine = (resources: Json[]) =>
      ofGateways(resources)
        .filter((resource) => resource.member.includes(region))
        .map(({ role, bucket, secret_id, condition }) => {
          // One object of this very bucket, or what is below one prefix, whatever else is said of it.
          const object = condition?.title.replace('only ', '');
          const named = `"projects/_/buckets/${bucket}/objects/${object}"`;
          if (condition) {
            expect(
              [`resource.name == ${named}`, `resource.name.startsWith(${named})`][object.endsWith('/') ? 1 : 0],
            ).toBe(condition.expression);
          }
          return [role, bucket ?? secret_id, condition?.title].join(' ');
        })
        .map((text) => text.replace(/\$\{[\w-]+\.Serving_([\w-]+?)_[0-9A-F]{8}\.\w+\}/, '$1'))
        .sort();
    expect(mine(resourcesOf(serving, 'google_storage_bucket_iam_member'))).toEqual(
      [
        `roles/storage.legacyBucketReader Gateway-${region}_State_Bucket `,
        // Texts of jobs lie in the buckets of two cells.
        'roles/storage.objectUser Gateway-europe-west1_State_Bucket only jobs/',
        'roles/storage.objectUser Gateway-europe-west4_State_Bucket only jobs/',
        `roles/storage.objectUser Gateway-${region}_State_Bucket only keys/last-good.json`,
        `roles/storage.objectViewer Gateway-${region}_Bundle_Bucket `,
        `roles/storage.objectViewer Gateway-${region}_State_Bucket only health/google:${region}.json`,
        `roles/storage.objectViewer Gateway-${region}_State_Bucket only keys/prober.json`,
        ...['frontier', 'open-weights', 'script'].map(
          (rung) => `roles/storage.objectViewer Gateway-${region}_State_Bucket only rungs/${rung}.disabled`,
        ),
      ].sort(),
    );
    expect(mine(resourcesOf(serving, 'google_secret_manager_secret_iam_member'))).toEqual([
      `roles/secretmanager.secretAccessor Gateway-${region}_Keys_Secret `,
      'roles/secretmanager.secretAccessor Secret-understudy-llm_Secret ',
    ]);
  }
});

test('secrets have no value here, lie in the regions that read them, and are kept', () => {
  expect(serving.resource).not.toHaveProperty('google_secret_manager_secret_version');
  const secrets = resourcesOf(serving, 'google_secret_manager_secret').map(({ secret_id, replication }) => [
    secret_id,
    replication.user_managed.replicas.map(({ location }: Json) => location),
  ]);
  expect(secrets).toEqual(
    expect.arrayContaining([
      ['assistant-gateway-keys-europe-west4', ['europe-west4']],
      ['assistant-gateway-keys-europe-west1', ['europe-west1']],
      ['understudy-llm', ['europe-west4', 'europe-west1']],
    ]),
  );
  for (const secret of resourcesOf(serving, 'google_secret_manager_secret')) {
    expect(secret).toMatchObject({ deletion_protection: true, lifecycle: { prevent_destroy: true } });
  }
});

test('a key that one region alone asks for lies there alone', () => {
  const key = { url: 'https://llm.example.net/v1', model: 'qwen3-8b', apiKeySecret: 'understudy/llm' };
  const ladder = [
    { tier: 2, name: 'open-weights', openAiCompatible: key, residency: ['eu'], cells: ['google:europe-west1'] },
    { tier: 3, name: 'script', deterministic: { responses: 'responses' } },
  ] as const;
  const one = fleetOf({ ladder, routes: { chat: {} } }).serving;
  expect(only(one, 'google_secret_manager_secret', { secret_id: 'understudy-llm' }).replication).toEqual({
    user_managed: { replicas: [{ location: 'europe-west1' }] },
  });
});

test.each([
  'google_storage_bucket',
  'google_pubsub_topic',
  'google_firestore_database',
  'google_secret_manager_secret',
])('Terraform does not delete a %s', (type) => {
  const found = resourcesOf(serving, type);
  expect(found.length).toBeGreaterThan(0);
  for (const { lifecycle } of found) expect(lifecycle).toEqual({ prevent_destroy: true });
});

test('buckets are private', () => {
  for (const bucket of resourcesOf(serving, 'google_storage_bucket')) {
    expect(bucket).toMatchObject({ uniform_bucket_level_access: true, public_access_prevention: 'enforced' });
  }
});

describe('the APIs', () => {
  const services = (json: Json) => resourcesOf(json, 'google_project_service').map(({ service }) => service);

  test('of a fleet are those of its resources, and stay enabled', () => {
    expect(services(serving).sort()).toEqual(
      [
        'aiplatform',
        'artifactregistry',
        'certificatemanager',
        'cloudresourcemanager',
        'cloudscheduler',
        'compute',
        'firestore',
        'iam',
        'logging',
        'monitoring',
        'pubsub',
        'run',
        'secretmanager',
        'storage',
      ].map((name) => `${name}.googleapis.com`),
    );
    for (const { disable_on_destroy } of resourcesOf(serving, 'google_project_service')) {
      expect(disable_on_destroy).toBe(false);
    }
  });

  test('are there before what needs them', () => {
    const waiting = Object.entries<Record<string, Json>>(serving.resource)
      .filter(([type]) => type !== 'google_project_service')
      .flatMap(([, resources]) => Object.values(resources));
    for (const { depends_on } of waiting) {
      // An address, not an expression: Terraform takes nothing else here.
      const apis = depends_on.filter((address: string) => address.startsWith('google_project_service.'));
      expect(apis).toHaveLength(1);
      expect(Object.keys(serving.resource.google_project_service)).toContain(apis[0].split('.')[1]);
    }
  });

  test('of a stack of somebody else are no more than it needs', () => {
    const json = foreignStack((stack) => {
      new ValuelessSecret(stack, 'Secret', { project: PROJECT, secretId: 'theirs', regions: ['europe-west4'] });
      new RequiredApis(stack, 'Apis', { project: PROJECT, of: stack });
    });
    expect(services(json)).toEqual(['secretmanager.googleapis.com']);
  });
});
