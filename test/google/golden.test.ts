import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildGoogle } from '../../bin/build-google';
import { fleetOf, type Json, topology, WITH_L4 } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('../aws/prebuilt-gateway'));

// A change alarm for all that is written; what things mean is asserted elsewhere. `UPDATE_GOLDEN=1 npx jest
// test/google/golden` writes what is synthesized now: read the difference before you commit it.
const GOLDEN = join(__dirname, '..', 'golden');
const DEMAND = { peakRequestsPerSecond: 20, inputTokens: 1500, outputTokens: 300 };

function compare(name: string, actual: unknown) {
  const file = join(GOLDEN, `${name}.json`);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, `${JSON.stringify(actual, null, 1)}\n`);
  expect(actual).toEqual(JSON.parse(readFileSync(file, 'utf8')));
}

test.each([
  ['google', { demand: DEMAND }, ['google-serving', 'google-dns']],
  ['google-own-compute', WITH_L4, ['google-mirror', 'google-serving']],
])('cdktf.out: %s', (name, declared, stacks) => {
  const directory = mkdtempSync(join(tmpdir(), 'understudy-test-'));
  try {
    buildGoogle(topology(declared), directory);
    const files = ['manifest.json', ...stacks.map((stack) => `stacks/${stack}/cdk.tf.json`)];
    compare(
      name,
      Object.fromEntries(files.map((file) => [file, JSON.parse(readFileSync(join(directory, file), 'utf8'))])),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

/** Types whose addresses and names nobody may change without a `moved` block: a new one is a new resource. */
const PINNED: Record<string, string> = {
  aws_route53_health_check: 'tags',
  aws_route53_record: 'name',
  google_compute_global_address: 'name',
  google_firestore_database: 'name',
  google_pubsub_subscription: 'name',
  google_pubsub_topic: 'name',
  google_secret_manager_secret: 'secret_id',
  google_storage_bucket: 'name',
};

test('the addresses and physical names of stateful and DNS resources', () => {
  const { serving, dns } = fleetOf();
  const inventory = [serving, dns].flatMap(({ resource }) =>
    Object.entries<Record<string, Json>>(resource)
      .filter(([type]) => type in PINNED)
      .flatMap(([type, resources]) =>
        Object.entries(resources).map(([id, properties]) => {
          const name = properties[PINNED[type]];
          return `${type}.${id} ${typeof name === 'string' ? name : name.Name}`;
        }),
      ),
  );
  compare('google-inventory', inventory.sort());
});
