import type { Problem } from '../../estate/problem';
import type { Ground, ScenarioEvent, Target } from './scenario';

/** What cannot be done to these targets, though they are there. */
export function impossibleAct(
  change: ScenarioEvent['change'],
  targets: readonly Target[],
  { switches = [], rungs }: Ground,
  path: string,
  found: string,
): Problem[] {
  if (change === 'disable') {
    if (targets.every(({ rung }) => rung !== undefined)) return [];
    const allowed = rungs.map(({ name }) => `${name}, ${name} of one cell as CELL/${name}`).join(', ');
    return [
      {
        code: 'rung-needed',
        path,
        message: 'Rungs are disabled, not cells.',
        ...{ found, allowed },
        mend: 'name a rung, or evacuate the cell',
      },
    ];
  }
  if (change === 'stale') {
    if (targets.every(({ rung }) => rung === undefined)) return [];
    return [
      {
        ...{ code: 'cell-needed', path, message: 'A cell has one prober for all of its rungs.', found },
        mend: 'name a cell or a cloud',
      },
    ];
  }
  if (change !== 'evacuate') return [];
  const named = new Set(targets.map(({ cell, rung }) => (rung === undefined ? cell : undefined)));
  const together = switches.filter(({ cells }) => cells.some((cell) => named.has(cell)));
  const left = together.filter(({ cells }) => cells.every((cell) => named.has(cell))).flatMap(({ cells }) => cells);
  if ([...named].every((cell) => cell !== undefined && left.includes(cell))) return [];
  const allowed = switches.map(({ cells }) => (cells.length === 1 ? cells[0] : cells[0]?.split(':')[0])).join(', ');
  const shared = together.find(({ cells }) => cells.length > 1);
  return [
    {
      code: 'cell-not-evacuable',
      path,
      message:
        shared === undefined
          ? 'No switch of the fleet leaves it.'
          : 'Its cells share one address and one switch: they are left together.',
      found,
      allowed: allowed === '' ? 'none: a lone Region has nobody to hold its switch' : allowed,
      mend: shared === undefined ? 'name a cell with a switch' : `leave ${shared.cells[0]?.split(':')[0]} as a whole`,
    },
  ];
}
