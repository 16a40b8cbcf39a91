import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { isJsonObject, kindOf, own } from '../estate/json';
import type { Problem } from '../estate/problem';
import { UnreadableEstate } from '../estate/unreadable';
import { RULES } from './pack';
import { FAMILIES, type Rule } from './rule';

/**
 * The rules of a team's own: each CommonJS file (`.js`, `.cjs`) of the folder exports one as `rule`, in the shape of
 * `lib/checks/rule.ts`. They are programs, and run with the rights of who calls the check.
 * @throws UnreadableEstate with all that is wrong in the folder
 */
export function teamRules(folder: string): Rule[] {
  const problems: Problem[] = [];
  const rules = filesOf(folder).flatMap((file) => {
    const rule = load(file);
    const wrong =
      rule instanceof Error ? [{ path: '', found: rule.message, allowed: 'a CommonJS module' }] : faults(rule);
    problems.push(
      ...wrong.map((fault) => ({
        code: 'not-a-rule',
        message: 'The file exports no rule.',
        mend: 'export `rule` with the members that lib/checks/README.md names',
        file,
        ...fault,
      })),
    );
    return wrong.length === 0 ? [rule as Rule] : [];
  });
  const ids = [...RULES, ...rules].map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  problems.push(
    ...twice.map((id) => ({
      code: 'rule-id-taken',
      path: 'rule.id',
      message: 'Two rules have one id.',
      found: id,
      mend: 'give the rule an id of its own',
      file: folder,
    })),
  );
  if (problems.length > 0) throw new UnreadableEstate(problems);
  return rules;
}

function filesOf(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => /\.c?js$/.test(name));
    if (names.length > 0) return names.sort().map((name) => resolve(folder, name));
  } catch {
    // Told below: a folder that cannot be read has no rules either.
  }
  throw new UnreadableEstate([
    {
      code: 'no-rules',
      path: '--rules',
      message: 'There are no rules in this folder.',
      found: folder,
      allowed: 'a folder with .js or .cjs files, one rule a file',
      mend: 'name the folder that holds them',
    },
  ]);
}

function load(file: string): unknown {
  try {
    return own(createRequire(join(file, '..', 'x.js'))(file), 'rule');
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function faults(rule: unknown): Pick<Problem, 'path' | 'found' | 'allowed'>[] {
  if (!isJsonObject(rule)) return [{ path: 'rule', found: kindOf(rule), allowed: 'an object' }];
  const texts = ['fails', 'why', 'source', 'mend'] as const;
  const rows: [key: string, isRight: boolean, allowed: string][] = [
    ['id', /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(String(own(rule, 'id'))), 'words in kebab-case'],
    ['severity', ['error', 'warning'].includes(String(own(rule, 'severity'))), 'error or warning'],
    ['family', Object.keys(FAMILIES).includes(String(own(rule, 'family'))), Object.keys(FAMILIES).join(', ')],
    ['judge', typeof own(rule, 'judge') === 'function', 'a function of the estate and the objectives'],
    ...texts.map((key): [string, boolean, string] => [key, typeof own(rule, key) === 'string', 'a text']),
  ];
  return rows
    .filter(([, isRight]) => !isRight)
    .map(([key, , allowed]) => ({ path: `rule.${key}`, found: kindOf(own(rule, key)), allowed }));
}
