import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../lib/checks/pack';
import { FAMILIES } from '../../lib/checks/rule';
import { CFN_LINT, CHECKOV } from '../lint-templates/python-tool';
import { readme } from './readme';

const CHECKS = join(__dirname, '..', '..', 'lib', 'checks');
const README = join(__dirname, '..', '..', 'README.md');

test('the rules are these', () => {
  expect(RULES.map(({ id }) => id)).toEqual(INVENTORY);
});

test('one rule a file, under its own name, and none is left out of the pack', () => {
  const files = readdirSync(join(CHECKS, 'rules')).map((name) => name.replace(/\.ts$/, ''));
  expect(files.sort()).toEqual(RULES.map(({ id }) => id).sort());
});

test('each rule has its examples, and no example is left over', () => {
  const files = readdirSync(join(__dirname, 'rules')).map((name) => name.replace(/\.ts$/, ''));
  const judged = RULES.filter(({ family }) => family !== 'suppression');
  expect(files.sort()).toEqual(judged.map(({ id }) => id).sort());
});

test.each(RULES.map((rule) => [rule.id, rule] as const))('%s says what, why, by whom and how to mend it', (_, rule) => {
  expect(rule.id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  expect(rule.fails).toMatch(/^[A-Z].*[^.]$/);
  for (const sentence of [rule.why, rule.mend]) expect(sentence).toMatch(/^[A-Z].*\.$/);
  expect(rule.source).toMatch(/^https:\/\//);
});

test('the README lists them', () => {
  const file = join(CHECKS, 'README.md');
  const written = readme(RULES);
  if (process.env.UPDATE_README === '1') writeFileSync(file, written);
  expect(readFileSync(file, 'utf8')).toBe(written);
});

/** It ships in the package, where the repository's folders do not. */
test('it links to nothing that lies beside it', () => {
  const links = [...readme(RULES).matchAll(/\]\(([^)]*)\)/g)].map(([, link]) => link);
  expect(links.filter((link) => !link?.startsWith('https://'))).toEqual([]);
});

/** What `npm run compare:checks` writes, as far as the pack itself decides it: a rule that is new makes the table old. */
test("the README's table of other tools is of this pack, and of the tools that are pinned", () => {
  const [, table = ''] = /<!-- comparison -->([\s\S]*)<!-- \/comparison -->/.exec(readFileSync(README, 'utf8')) ?? [];
  const [head = [], , ...rows] = table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const { version } = require('cdk-nag/package.json');
  expect(head).toEqual([
    ...['', 'broken estates', 'all', `cdk-nag ${version}`, `cfn-lint ${CFN_LINT.version}`],
    ...[`checkov ${CHECKOV.version}`, 'understudy check', ''],
  ]);
  const judged = RULES.filter(({ family }) => family !== 'suppression');
  const counted = Object.entries(FAMILIES).flatMap(([family, title]) => {
    const { length } = judged.filter((rule) => rule.family === family);
    return length === 0 ? [] : [[title, String(length)]];
  });
  expect(rows.map((cells) => [cells[1], cells[2]])).toEqual([...counted, ['**all**', String(judged.length)]]);
  for (const [, , all, , , , ours] of rows) expect(ours).toBe(all);
});

/** Additions are fine; a rule that goes or is renamed breaks suppressions and baselines. */
const INVENTORY = [
  'api-gateway-alias-without-health-check',
  'api-policy-blocks-probe',
  'calculated-check-cannot-turn',
  'certificate-of-another-region',
  'checks-share-an-endpoint',
  'cname-beside-other-records',
  'detection-exceeds-recovery',
  'disabled-check',
  'endpoint-without-served-name',
  'fail-open-readmits-evacuated',
  'geolocation-without-default',
  'health-shares-a-dependency',
  'inverted-check-without-string-match',
  'ipv6-on-some-branches',
  'long-ttl-on-failover',
  'metric-check-alone',
  'metric-check-in-judged-region',
  'more-checks-than-quota',
  'mutual-tls-on-probed-name',
  'primary-without-secondary',
  'private-address-probed',
  'probe-of-shared-name',
  'probe-shares-function-with-traffic',
  'secondary-without-health-check',
  'target-health-not-evaluated',
  'tcp-check-for-failover',
  'unchecked-leaf',
  'unreadable-dns',
  'web-acl-blocks-probe',
  'zero-weight-trap',
  'bucket-of-another-region',
  'database-in-one-zone',
  'image-from-public-hub',
  'nat-gateway-shared-by-zones',
  'queue-in-one-region',
  'queue-of-another-region',
  'secret-of-another-region',
  'single-cloud',
  'single-instance',
  'single-model-provider',
  'single-region',
  'single-source-region',
  'single-zone',
  'table-in-one-region',
  'table-of-another-region',
  'weights-from-public-hub',
  'dead-letter-topic-without-subscription',
  'dead-letters-after-one-attempt',
  'dead-letters-expire-first',
  'queue-without-dead-letters',
  'retention-below-outage',
  'stream-consumer-blocks-on-failure',
  'strong-table-outside-one-set',
  'strong-table-with-ttl',
  'subscription-without-dead-letters',
  'visibility-below-consumer-timeout',
  'cross-region-lookup',
  'global-sts-endpoint',
  'recovery-through-control-plane',
  'no-concurrency-left',
  'scale-from-zero',
  'survivors-below-demand',
  'warm-compute-not-deployed',
  'all-at-once-rollout',
  'automation-may-delete-failover',
  'front-door-before-region',
  'image-by-tag',
  'no-termination-protection',
  'regions-changed-together',
  'stateful-without-retain',
  'table-without-deletion-protection',
  'deadline-past-integration',
  'fallback-shares-fate',
  'fence-left-by-replica',
  'fenced-route-without-rung',
  'function-outlives-caller',
  'ladder-without-deterministic-tier',
  'model-denied-by-region',
  'no-quality-probe',
  'probe-calls-model',
  'profile-without-destinations',
  'rung-without-permission',
  'streaming-behind-buffer',
  'loss-leaves-nobody-to-answer',
  'loss-outlasts-recovery',
  'unread-part',
  'value-not-known',
  'suppression-without-effect',
  'suppression-without-reason',
];
