import { readFileSync } from 'node:fs';
import { isJsonObject, kindOf, own, ownText } from '../estate/json';
import type { Problem } from '../estate/problem';
import { UnreadableEstate } from '../estate/unreadable';
import type { Finding } from './finding';

/** Findings that a team lives with for now, in a file of its own; each with its reason. */
export interface Baseline {
  readonly entries: readonly BaselineEntry[];
}

export interface BaselineEntry {
  /** The rule's id. */
  readonly rule: string;
  /** The finding's place as the report names it: `Stack/LogicalId`, a stack's name, or `estate`. */
  readonly place: string;
  readonly reason: string;
}

const VERSION = 1;

/** @throws UnreadableEstate with all that is wrong in the file */
export function readBaseline(file: string): Baseline {
  const { value, problem } = parsed(file);
  if (problem !== undefined) throw new UnreadableEstate([problem]);
  const entries = own(value, 'findings');
  const wrong = (path: string, message: string, found: unknown, allowed: string): Problem => ({
    code: 'not-a-baseline',
    path,
    message,
    found: kindOf(found),
    allowed,
    mend: 'write it with --write-baseline, and give each entry its reason',
    file,
  });
  if (own(value, 'version') !== VERSION || !Array.isArray(entries)) {
    throw new UnreadableEstate([
      wrong('', 'The file is no baseline.', value, `{ "version": ${VERSION}, "findings": [{ rule, place, reason }] }`),
    ]);
  }
  const problems = entries.flatMap((entry, index) =>
    ['rule', 'place', 'reason'].flatMap((key) =>
      ownText(entry, key) === undefined
        ? [wrong(`findings.${index}.${key}`, 'The entry lacks a text.', own(entry, key), 'a text')]
        : [],
    ),
  );
  if (problems.length > 0) throw new UnreadableEstate(problems);
  return { entries: entries.filter(isJsonObject) as unknown as BaselineEntry[] };
}

export function baselineText(findings: readonly Finding[], reason: string): string {
  const entries = new Map(
    findings.map(({ rule, place }) => [`${rule.id} ${place.id}`, { rule: rule.id, place: place.id, reason }]),
  );
  return `${JSON.stringify({ version: VERSION, findings: [...entries.values()] }, null, 2)}\n`;
}

function parsed(file: string): { value?: unknown; problem?: Problem } {
  const problem = (code: string, message: string): { problem: Problem } => ({
    problem: { code, path: '', message, mend: 'name a file that --write-baseline wrote', file },
  });
  try {
    return { value: JSON.parse(readFileSync(file, 'utf8')) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return problem('missing-file', 'The baseline does not exist.');
    return problem(code === undefined ? 'invalid-json' : 'unreadable-file', `The baseline cannot be read: ${message}`);
  }
}
