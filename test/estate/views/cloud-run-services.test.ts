// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Terraform's interpolations
import { Reference, Unknown } from '../../../lib/estate/value';
import { cloudRunServicesOf } from '../../../lib/estate/views/cloud-run-services';
import { mountedFile } from '../../../lib/estate/views/mounted-file';
import { terraformEstate } from '../terraform-fixture';

const BUCKETS = {
  google_storage_bucket: { code: { name: 'code' }, made: {}, other: {} },
  google_storage_bucket_object: {
    main: {
      bucket: '${google_storage_bucket.code.name}',
      name: 'v1/index.js',
      source: '${path.module}/assets/index.js',
    },
    gone: { bucket: 'code', name: 'v1/gone.js', source: 'assets/gone.js' },
    inline: { bucket: 'code', name: 'v1/config.json', content: '{}' },
    elsewhere: { bucket: 'other', name: 'v1/other.js', source: 'assets/index.js' },
    inOther: { bucket: '${google_storage_bucket.other.name}', name: 'other.js', source: 'assets/index.js' },
    inMade: { bucket: '${google_storage_bucket.made.name}', name: 'index.js', source: 'assets/index.js' },
  },
  google_service_account: { gateway: { account_id: 'gateway' } },
};

function serviceOf(service: object) {
  const estate = terraformEstate(
    { stack: { resource: { ...BUCKETS, google_cloud_run_v2_service: { it: service } } } },
    { 'stacks/stack/assets/index.js': '// nothing' },
  );
  const [found] = cloudRunServicesOf(estate);
  if (found === undefined) throw new Error('no service');
  return found;
}

const withContainer = (container: object, template: object = {}) =>
  serviceOf({ name: 'gateway', location: 'europe-west4', template: { containers: [container], ...template } });

const mounting = (gcs: object, mount: object = { name: 'code', mount_path: '/bundle' }) =>
  withContainer({ image: 'node', volume_mounts: [mount] }, { volumes: [{ name: 'code', gcs }] });

test('reads a service with the defaults of Cloud Run', () => {
  expect(withContainer({ image: 'node' })).toMatchObject({
    name: 'gateway',
    region: 'europe-west4',
    image: 'node',
    args: [],
    environment: {},
    mounts: [],
    port: 8080,
    minInstances: 0,
    timeoutSeconds: 300,
    concurrency: 80,
  });
});

test('reads all that a service says', () => {
  const found = withContainer(
    {
      image: 'node@sha256:0',
      command: ['node'],
      args: ['/bundle/v1/index.js'],
      ports: { container_port: 9000 },
      env: [
        { name: 'CELL', value: 'google:europe-west4' },
        { name: 'EMPTY' },
        { name: 'BUCKET', value: '${google_storage_bucket.made.name}' },
        { name: 'SECRET', value_source: { secret_key_ref: { secret: 's' } } },
      ],
    },
    {
      service_account: '${google_service_account.gateway.email}',
      timeout: '65s',
      max_instance_request_concurrency: 10,
      scaling: { min_instance_count: 2 },
    },
  );
  expect(found).toMatchObject({
    command: ['node'],
    args: ['/bundle/v1/index.js'],
    port: 9000,
    environment: {
      CELL: 'google:europe-west4',
      EMPTY: '',
      BUCKET: new Reference('stack/google_storage_bucket.made', 'name'),
      SECRET: expect.any(Unknown),
    },
    serviceAccount: new Reference('stack/google_service_account.gateway', 'email'),
    timeoutSeconds: 65,
    concurrency: 10,
    minInstances: 2,
  });
});

test("the service's own minimum of instances counts where the template has none", () => {
  const template = { containers: { image: 'node' } };
  expect(serviceOf({ scaling: { min_instance_count: 3 }, template }).minInstances).toBe(3);
});

test.each<[string, object, string]>([
  ['no template', {}, 'image'],
  ['no container', { template: {} }, 'image'],
  ['several containers', { template: { containers: [{ image: 'a' }, { image: 'b' }] } }, 'image'],
  ['no name', { template: {} }, 'name'],
  ['no location', { template: {} }, 'region'],
  ['a time-out that is no duration', { template: { timeout: '1m' } }, 'timeoutSeconds'],
  ['scaling that is not known', { template: { scaling: '${var.scaling}' } }, 'minInstances'],
  ['mounts that are not known', { template: { dynamic: { volumes: {} }, containers: { image: 'a' } } }, 'mounts'],
])('%s is unknown', (_, service, member) => {
  expect(serviceOf(service)).toMatchObject({ [member]: expect.any(Unknown) });
});

test('variables that are not known as a whole are no empty list', () => {
  expect(withContainer({ dynamic: { env: {} } }).environment).toEqual({ '*': expect.any(Unknown) });
  expect(serviceOf({}).environment).toEqual({ '*': expect.any(Unknown) });
});

test('a mounted bucket holds what the estate puts into it, and says what of that is not on this machine', () => {
  const files = new Map<string, unknown>([
    ['v1/index.js', expect.stringMatching(/stacks\/stack\/assets\/index\.js$/)],
    ['v1/gone.js', expect.any(Unknown)],
    ['v1/config.json', expect.any(Unknown)],
  ]);
  expect(mounting({ bucket: 'code' }).mounts).toEqual([{ path: '/bundle', files }]);
});

test('a bucket whose name is known only after deployment is known all the same', () => {
  const { mounts } = mounting({ bucket: '${google_storage_bucket.made.name}' });
  expect(mounts).toEqual([{ path: '/bundle', files: new Map([['index.js', expect.any(String)]]) }]);
});

test.each<[string, object, object | undefined]>([
  ['no bucket', {}, undefined],
  ['a bucket that is not known', { bucket: '${var.bucket}' }, undefined],
  ['no such volume', { bucket: 'code' }, { name: 'data', mount_path: '/bundle' }],
])('the files of %s are unknown', (_, gcs, mount) => {
  expect(mounting(gcs, mount).mounts).toEqual([{ path: '/bundle', files: expect.any(Unknown) }]);
});

test.each<[string, unknown]>([
  ['/bundle/v1/index.js', expect.stringMatching(/assets\/index\.js$/)],
  ['/bundle/v1/gone.js', expect.any(Unknown)],
  ['/bundle/v2/index.js', undefined],
  ['/bundles/v1/index.js', undefined],
  ['/others/v1/index.js', undefined],
  ['/v1/index.js', undefined],
])('in the container, %s is %j', (path, file) => {
  expect(mountedFile(mounting({ bucket: 'code' }), path)).toEqual(file);
});

test('where something that is mounted is unknown, no file can be ruled out', () => {
  expect(mountedFile(mounting({ bucket: '${var.bucket}' }), '/bundle/index.js')).toBeInstanceOf(Unknown);
  expect(mountedFile(mounting({ bucket: 'code' }, { name: 'code' }), '/bundle/index.js')).toBeInstanceOf(Unknown);
  expect(mountedFile(serviceOf({}), '/bundle/index.js')).toBeInstanceOf(Unknown);
});
