import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drill } from '../../../lib/drill/drill';
import { library } from '../../../lib/drill/scenario/library';
import { entryOutcomes } from '../../../lib/drill/sweep/entry-outcomes';
import { systemOf } from '../../../lib/drill/system/system-of';
import type { Estate } from '../../../lib/estate/estate';
import { readEstate } from '../../../lib/estate/read-estate';
import { failoverApp } from './failover-app';

const folder = mkdtempSync(join(tmpdir(), 'understudy-foreign-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const single = (estate: Estate, fault: string, recoverySeconds?: number) => {
  const { outcomes } = entryOutcomes(estate, recoverySeconds === undefined ? {} : { recoverySeconds });
  const found = outcomes.filter(({ faults }) => faults.join() === fault);
  expect(found).toHaveLength(1);
  return found[0];
};

describe('a failover of two APIs by EvaluateTargetHealth alone, in a CDK app', () => {
  const estate = readEstate([failoverApp(join(folder, 'cdk.out'))]);

  test('it survives the loss of its primary Region', () => {
    expect(single(estate, 'aws:us-east-1')).toMatchObject({ entry: 'api.example.com', survives: true });
  });

  test('it does not survive the loss of Lambda there, which nothing looks at', () => {
    const outcome = single(estate, 'aws:us-east-1/lambda');
    expect(outcome).toMatchObject({ survives: false, lost: 1 });
    expect(outcome?.reason).toMatch(/aws:us-east-1, where nothing serves; no health check notices/);
  });

  test('nobody notices the loss of the standby until it is needed', () => {
    expect(single(estate, 'aws:us-west-2')).toMatchObject({ survives: true, seconds: 0 });
    const { outcomes } = entryOutcomes(estate, { order: 2 });
    const both = outcomes.find(({ faults }) => faults.includes('aws:us-east-1') && faults.includes('aws:us-west-2'));
    expect(both).toMatchObject({ survives: false, lost: 1 });
  });

  test('the outages of the library can all be played on it', () => {
    const found = drill(systemOf(estate), {
      ...{ outages: library(), faults: 1, objective: { recoverySeconds: 150 }, survive: [], seed: 1, runs: 1 },
    });
    if ('problems' in found) throw new Error(JSON.stringify(found.problems));
    const gray = found.played.find(({ bound }) => bound.outage.id === 'gray');
    expect(gray?.meets).toBe(false);
    expect(gray?.causes.join()).toMatch(/no health check noticed/);
    expect(found.played.find(({ bound }) => bound.outage.id === 'region')?.meets).toBe(true);
  });
});

describe('two servers by weight with answers that are kept for five minutes, in a template of CloudFormation', () => {
  const estate = readEstate([`${join(__dirname, 'weighted.yaml')}@eu-west-1`]);

  test('a server that is gone is survived, but not within two minutes', () => {
    expect(single(estate, '203.0.113.10')).toMatchObject({ entry: 'www.example.com', survives: true, lost: 0 });
    const outcome = single(estate, '203.0.113.10', 120);
    expect(outcome?.survives).toBe(false);
    // A check of 30 s, three times over, and then the five minutes.
    expect(outcome?.seconds).toBeGreaterThan(300 + 60);
    expect(outcome?.reason).toMatch(/and 2 min are allowed/);
  });

  test('what stands behind an address is told to be unknown', () => {
    expect(systemOf(estate).unknowns.join('\n')).toMatch(/203\.0\.113\.10: nothing is known of what answers there/);
  });
});

describe('a failover of two load balancers of which the first is not looked at, in Terraform', () => {
  const read = (change: (text: string) => string) => {
    const file = join(folder, 'main.tf.json');
    writeFileSync(file, change(readFileSync(join(__dirname, 'main.tf.json'), 'utf8')));
    return readEstate([file]);
  };

  test('its standby is never used', () => {
    const outcome = single(
      read((text) => text),
      'aws:eu-west-1',
    );
    expect(outcome).toMatchObject({ entry: 'shop.example.org', survives: false, lost: 1 });
    expect(outcome?.reason).toMatch(/no health check notices/);
  });

  test('one word mends it', () => {
    const mended = read((text) => text.replace('"evaluate_target_health": false', '"evaluate_target_health": true'));
    expect(single(mended, 'aws:eu-west-1')).toMatchObject({ survives: true });
  });
});
