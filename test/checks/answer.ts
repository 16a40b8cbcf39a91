import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../../lib/checks/check';
import type { Severity } from '../../lib/checks/rule';
import { UnreadableEstate } from '../../lib/estate/unreadable';
import type { Example } from './example';

const FOLDER = join(__dirname, 'rules');

/** The examples of all rules, each by the id of its rule. */
export const EXAMPLES: readonly (Example & { readonly id: string })[] = readdirSync(FOLDER).map((name) => {
  const { example } = require(join(FOLDER, name)) as { example: Example };
  return { id: name.replace(/\.ts$/, ''), ...example };
});

/** What rules say, each with its severity, and the worst of those. */
export interface Said {
  readonly ids: ReadonlySet<string>;
  readonly worst: Severity | 'nothing';
}

/** @param only the rules that are asked; all of them where none is named */
export function answerOf(
  paths: readonly string[],
  { objectives = { survive: [] } }: Partial<Example>,
  only: readonly string[] = [],
): 'refused' | Said {
  try {
    const { findings } = check({ paths, asked: objectives, rules: [], only, skip: [] });
    const worst = findings.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
    return { ids: new Set(findings.map(({ rule }) => rule.id)), worst: findings.length === 0 ? 'nothing' : worst };
  } catch (error) {
    if (error instanceof UnreadableEstate) return 'refused';
    throw error;
  }
}

/** Something that nobody can decide: what stands here is known only to others. */
export const UNDECIDABLE = [
  { 'Fn::ImportValue': 'elsewhere' },
  { Ref: 'ParameterThatIsNotThere' },
  { 'Fn::Transform': { Name: 'macro' } },
  { 'Fn::GetAtt': ['NobodyHere', 'Arn'] },
  { 'Fn::If': ['NoSuchCondition', 1, 2] },
] as const;
