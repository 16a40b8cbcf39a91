import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../lib/checks/pack';
import { readme } from './readme';

const CHECKS = join(__dirname, '..', '..', 'lib', 'checks');

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
  expect(rule.id).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
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

/** Additions are fine; a rule that goes or is renamed breaks suppressions and baselines. */
const INVENTORY = ['queue-without-dead-letters', 'suppression-without-effect', 'suppression-without-reason'];
