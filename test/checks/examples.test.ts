import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../../lib/checks/check';
import { RULES } from '../../lib/checks/pack';
import { type Example, type Sources, written } from './example';

/** Rules that find something in suppressions, which have a test of their own. */
const JUDGED = RULES.filter(({ family }) => family !== 'suppression');

function found(sources: Sources, { objectives = { survive: [] } }: Example) {
  return written(sources, (paths) => check({ paths, asked: objectives, rules: [], only: [], skip: [] })).findings;
}

describe.each(JUDGED.map(({ id }) => id))('%s', (id) => {
  const file = join(__dirname, 'rules', `${id}.ts`);
  const { example } = (existsSync(file) ? require(file) : {}) as { example: Example };

  test('no rule has anything against the compliant example', () => {
    expect(found(example.compliant, example).map(told)).toEqual([]);
  });

  test('the rule, and no other, finds the broken one', () => {
    const findings = found(example.broken, example);
    expect(findings.filter(({ rule }) => rule.id === id).map(({ kind }) => kind)).toContain(
      example.kind ?? 'violation',
    );
    expect(new Set(findings.map(({ rule }) => rule.id))).toEqual(new Set([id, ...(example.also ?? [])]));
  });

  (example?.undecided === undefined ? test.skip : test)('the rule says where it cannot decide', () => {
    const findings = found(example.undecided as Sources, example).filter(({ rule }) => rule.id === id);
    expect(findings.map(({ kind }) => kind)).toContain('undecided');
  });
});

function told({ rule, message, found: what, place }: ReturnType<typeof found>[number]): string {
  return `${rule.id} at ${place.id}: ${message} ${what ?? ''}`;
}
