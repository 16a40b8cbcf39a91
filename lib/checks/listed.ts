import { RULES } from './pack';
import { FAMILIES, type Family } from './rule';
import { teamRules } from './team-rules';

/** The rules by family, one a line. */
export function listed(folders: readonly string[]): string {
  const all = [...RULES, ...folders.flatMap(teamRules)];
  const width = Math.max(...all.map(({ id }) => id.length));
  return (Object.keys(FAMILIES) as Family[])
    .flatMap((family) => {
      const rules = all.filter((rule) => rule.family === family);
      if (rules.length === 0) return [];
      const lines = rules.map(({ id, severity, fails }) => `  ${id.padEnd(width)}  ${severity.padEnd(7)}  ${fails}`);
      return [[FAMILIES[family], ...lines].join('\n')];
    })
    .join('\n\n');
}
