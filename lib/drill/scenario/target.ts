import type { Problem } from '../../estate/problem';
import { nearest } from './nearest';
import type { Ground, Target } from './scenario';

/**
 * Reads `aws:eu-west-1`, `frontier` or `aws:eu-west-1/frontier`.
 *
 * @param path what a problem names as its place: `--kill`
 */
export function parseTarget(text: string, ground: Ground, path: string): Target | Problem[] {
  const { cell, rung } = split(text);
  const problems: Problem[] = [];
  if (cell !== undefined && !ground.cells.includes(cell)) {
    problems.push(unknown('cell', cell, ground.cells, path));
  }
  const known = ground.rungs.find(({ name }) => name === rung);
  if (rung !== undefined && known === undefined) {
    const rungs = ground.rungs.map(({ name }) => name);
    problems.push(unknown('rung', rung, rungs, path));
  }
  if (problems.length > 0) return problems;
  if (cell !== undefined && known !== undefined && !known.cells.includes(cell)) {
    return [
      {
        code: 'rung-not-in-cell',
        path,
        message: `The cell ${cell} has no rung ${known.name}.`,
        found: text,
        allowed: known.cells.map((other) => `${other}/${known.name}`).join(', '),
        mend: 'name a cell that has the rung',
      },
    ];
  }
  if (cell === undefined) return { rung: rung ?? '' };
  return rung === undefined ? { cell } : { cell, rung };
}

/** Only a cell's id holds a colon, and only what lies in a cell a slash. */
function split(text: string): { cell?: string; rung?: string } {
  const slash = text.indexOf('/');
  if (slash >= 0) return { cell: text.slice(0, slash), rung: text.slice(slash + 1) };
  return text.includes(':') ? { cell: text } : { rung: text };
}

function unknown(what: 'cell' | 'rung', found: string, allowed: readonly string[], path: string): Problem {
  const meant = nearest(found, allowed);
  return {
    code: `unknown-${what}`,
    path,
    message: what === 'cell' ? 'The fleet has no such cell.' : 'No rung that calls a model has this name.',
    found,
    allowed: allowed.length === 0 ? 'none: the templates name none' : allowed.join(', '),
    mend: meant === undefined ? `name one of the allowed ${what}s` : `did you mean ${meant}?`,
  };
}

export function sameTarget(left: Target, right: Target): boolean {
  return left.cell === right.cell && left.rung === right.rung;
}

export function describeTarget({ cell, rung }: Target): string {
  return [cell, rung].filter((part) => part !== undefined).join('/');
}
