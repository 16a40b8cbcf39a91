import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { check } from '../../lib/checks/check';
import type { Objectives } from '../../lib/checks/objectives';
import { folderOf } from '../estate/assembly-fixture';
import { APPS } from './sound/apps';

/**
 * Estates as careful people write them, by the folder's files: what rules say here is said in vain. `survive: []` where
 * what was built is meant to live in one Region.
 */
const FILES: Readonly<Record<string, { readonly paths: readonly string[]; readonly asked?: Partial<Objectives> }>> = {
  'a shop in two Regions, by latency': { paths: ['storefront.yaml@eu-west-1', 'storefront.yaml@eu-central-1'] },
  'orders told to workers by a topic': { paths: ['orders.yaml@eu-west-1'], asked: { survive: [] } },
  'a stream whose failed batches are kept': { paths: ['readings.json@eu-central-1'], asked: { survive: [] } },
  "a company's zone": { paths: ['company-zone.yaml'] },
  'a static site and its copy in another Region': { paths: ['site.yaml@eu-central-1'] },
  'servers of a colocation, by continent': { paths: ['geo.json'] },
  'servers of two providers, all told at once': { paths: ['multivalue.yaml'] },
  "two of Google's regions behind one address": { paths: ['two-regions-gcp.tf.json'] },
  "Google's queue and a database in two zones": { paths: ['events-gcp.tf.json'], asked: { survive: [] } },
  // `terraform show -json` of Terraform 1.11 and aws 5.100; keys and switches of the providers were taken out.
  'a plan of two Regions, each by a module': { paths: ['answers.plan.json'] },
  'blue, green, and another Region behind both': { paths: ['blue-green.tf.json'] },
};

function said(paths: readonly string[], asked: Partial<Objectives> = {}): string[] {
  const { findings } = check({ paths, asked, rules: [], only: [], skip: [] });
  return findings.map(({ rule, message, found, place }) => `${rule.id} at ${place.id}: ${message} ${found ?? ''}`);
}

const folder = join(__dirname, 'sound');

test.each(Object.entries(FILES))('no rule has anything against %s', (_, { paths, asked }) => {
  const places = paths.map((path) => join(folder, path));
  expect(said(places, asked)).toEqual([]);
});

test.each(Object.entries(APPS))('nor against %s', (_, build) => {
  const outdir = mkdtempSync(join(tmpdir(), 'understudy-sound-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    build(app);
    app.synth();
    expect(said([outdir])).toEqual([]);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
});

/** What makes one of them unsound, so that its silence is no deafness, by just the rules that find it. */
const SPOILT: readonly {
  readonly path: string;
  readonly what: string | RegExp;
  readonly by: string;
  readonly rules: readonly string[];
}[] = [
  {
    ...{ path: 'site.yaml@eu-central-1', what: 'TargetOriginId: either', by: 'TargetOriginId: site' },
    rules: ['loss-leaves-nobody-to-answer'],
  },
  { path: 'geo.json', what: /"198.51.100.20",/g, by: '"198.51.100.10",', rules: ['checks-share-an-endpoint'] },
  {
    ...{ path: 'company-zone.yaml', what: 'acme.helpdesk.example.net', by: 'desk.eu-west-1.elb.amazonaws.com' },
    rules: ['single-region'],
  },
  {
    ...{ path: 'company-zone.yaml', what: 'example.org., Type: CAA', by: 'www.example.org., Type: CAA' },
    rules: ['cname-beside-other-records'],
  },
  {
    ...{ path: 'orders.yaml@eu-west-1', what: 'VisibilityTimeout: 360', by: 'VisibilityTimeout: 30' },
    rules: ['visibility-below-consumer-timeout'],
  },
  {
    ...{
      path: 'orders.yaml@eu-west-1',
      what: 'MessageRetentionPeriod: 1209600, Kms',
      by: 'MessageRetentionPeriod: 86400, Kms',
    },
    rules: ['dead-letters-expire-first'],
  },
  {
    ...{ path: 'orders.yaml@eu-west-1', what: /RedrivePolicy: .*maxReceiveCount: 3 }/, by: 'DelaySeconds: 1' },
    rules: ['queue-without-dead-letters'],
  },
  {
    ...{
      path: 'orders.yaml@eu-west-1',
      what: 'MessageRetentionPeriod: 345600',
      by: 'MessageRetentionPeriod: !ImportValue days',
    },
    rules: ['dead-letters-expire-first', 'retention-below-outage'],
  },
  {
    ...{
      path: 'answers.plan.json',
      what: /"message_retention_seconds": 1209600/g,
      by: '"message_retention_seconds": 60',
    },
    rules: ['dead-letters-expire-first'],
  },
  {
    ...{
      path: 'answers.plan.json',
      what: /"deletion_protection_enabled": true/g,
      by: '"deletion_protection_enabled": false',
    },
    rules: ['stateful-without-retain', 'table-without-deletion-protection'],
  },
  { path: 'multivalue.yaml', what: /,\s*HealthCheckId: !Ref Checks4/, by: '', rules: ['unchecked-leaf'] },
  {
    path: 'multivalue.yaml',
    what: /TTL: "30",\s*SetIdentifier: d/,
    by: 'TTL: "3600", SetIdentifier: d',
    rules: ['long-ttl-on-failover'],
  },
];

test.each(SPOILT)('$path with $by is found by just $rules', ({ path, what, by, rules }) => {
  const file = path.replace(/@.*/, '');
  const sound = readFileSync(join(folder, file), 'utf8');
  const spoilt = sound.replace(what, by);
  expect(spoilt).not.toBe(sound);
  const { asked } = Object.values(FILES).find(({ paths }) => paths.includes(path)) ?? {};
  const found = said([join(folderOf({ [file]: spoilt }), path)], asked);
  expect([...new Set(found.map((one) => one.split(' ')[0]))].sort()).toEqual(rules);
});
