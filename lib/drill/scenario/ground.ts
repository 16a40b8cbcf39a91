import type { Estate, EstateStack } from '../../estate/estate';
import type { Ground } from './scenario';

/** What can be faulted in a fleet, as its stacks' metadata tells it. Empty where no stack has any. */
export function groundOf(estate: Estate): Ground {
  const fleet = estate.stacks.find(({ intent }) => intent !== undefined)?.intent;
  if (fleet === undefined) return { cells: [], rungs: [] };
  const cells = estate.stacks.flatMap(({ intent }) => (intent === undefined ? [] : cellsOf(intent)));
  const rungs = fleet.ladder.flatMap(({ name, on, cells: only }) => {
    const having = cells.filter((cell) => {
      const source = cell.startsWith('google:') ? on.google : on.aws;
      return source !== undefined && source.kind !== 'deterministic' && (only === undefined || only.includes(cell));
    });
    return having.length === 0 ? [] : [{ name, cells: having }];
  });
  return { cells, switches: (fleet.switches ?? []).map(({ cells: left }) => ({ cells: left })), rungs };
}

/** The cells that a stack makes. */
function cellsOf({ part, cells }: NonNullable<EstateStack['intent']>) {
  if (part.kind === 'cell') return [part.cell];
  return part.kind === 'google-serving' ? cells.filter((cell) => cell.startsWith('google:')) : [];
}
