import { actText } from './act-text';
import type { CellStatus, Holding } from './state';
import { byCause, type UnknownOf } from './unknowns';

/** Cell by cell, and at the end each cause once for which something could not be read. */
export function statusText(cells: readonly CellStatus[]): string {
  const unread = cells.flatMap(({ cell, evacuated, disabled }) =>
    unreadOf(cell, [evacuated, ...Object.values(disabled)]),
  );
  const causes = new Set(unread.map(({ why }) => why));
  return [...cells.flatMap((cell) => told(cell, causes)), ...byCause(unread).map((cause) => `not read  ${cause}`)].join(
    '\n',
  );
}

/** What people did to a cell is unknown only where its object could not be read. */
export function unreadOf(cell: string, acts: readonly Holding[]): UnknownOf[] {
  return acts.flatMap((one) => (one.kind === 'unknown' ? [{ cell, why: one.why }] : []));
}

function told({ cell, health, evacuated, disabled }: CellStatus, causes: ReadonlySet<string>): string[] {
  const tier = health.servingTier === null ? '' : `, tier ${health.servingTier}`;
  const lines = [`${cell.padEnd(24)} serving ${health.serving}, preferred ${health.preferred}${tier}`];
  if (health.serving !== 'good' || health.preferred !== 'good') {
    lines.push(...health.evidence.filter((one) => !causes.has(one)).map((one) => `  ${one}`));
  }
  if (evacuated.kind === 'holds') lines.push(`  evacuated ${actText(evacuated.act)}`);
  if (evacuated.kind === 'unknown') lines.push('  evacuated? unknown');
  const unknown = Object.entries(disabled).flatMap(([rung, { kind }]) => (kind === 'unknown' ? [rung] : []));
  for (const [rung, holding] of Object.entries(disabled)) {
    if (holding.kind === 'holds') lines.push(`  ${rung} disabled ${actText(holding.act)}`);
  }
  if (unknown.length > 0) lines.push(`  disabled? unknown: ${unknown.join(', ')}`);
  return lines;
}
