import { nearest } from '../../contract/nearest';
import type { Problem } from '../../estate/problem';
import type { Ground, Target } from './scenario';

/**
 * Reads `aws:eu-west-1`, `frontier` or `aws:eu-west-1/frontier`; and `aws` or `google/frontier`, which are all the cells
 * of that cloud (all those that have the rung), each a target of its own.
 *
 * @param path what a problem names as its place: `--kill`
 */
export function parseTargets(text: string, ground: Ground, path: string): Targets {
  const { where, rung } = split(text);
  const problems: Problem[] = [];
  const cells = where === undefined ? undefined : cellsAt(where, ground);
  if (where !== undefined && cells?.length === 0) problems.push(unknown('cell', where, places(ground), path));
  const known = ground.rungs.find(({ name }) => name === rung);
  if (rung !== undefined && known === undefined) {
    const rungs = ground.rungs.map(({ name }) => name);
    problems.push(unknown('rung', rung, rungs, path));
  }
  if (problems.length > 0) return { problems };
  if (cells === undefined) return { targets: [{ rung: rung ?? '' }] };
  if (known === undefined) {
    const cloud = CLOUDS.find((one) => one === where);
    return { targets: cells.map((cell) => ({ cell, ...(cloud && { cloud }) })) };
  }
  const having = cells.filter((cell) => known.cells.includes(cell));
  if (having.length > 0) return { targets: having.map((cell) => ({ cell, rung: known.name })) };
  return {
    problems: [
      {
        code: 'rung-not-in-cell',
        path,
        message: `${where} has no rung ${known.name}.`,
        found: text,
        allowed: known.cells.map((other) => `${other}/${known.name}`).join(', '),
        mend: 'name a cell that has the rung',
      },
    ],
  };
}

type Targets = { readonly targets: readonly Target[] } | { readonly problems: readonly Problem[] };

/** A word without a colon is a rung's name, unless it is a cloud's; a rung of that name needs its cell before it. */
function split(text: string): { where?: string; rung?: string } {
  const slash = text.indexOf('/');
  if (slash >= 0) return { where: text.slice(0, slash), rung: text.slice(slash + 1) };
  return text.includes(':') || CLOUDS.includes(text) ? { where: text } : { rung: text };
}

const CLOUDS: readonly string[] = ['aws', 'google'];

function cellsAt(where: string, { cells }: Ground): readonly string[] {
  return cells.filter((cell) => cell === where || cell.startsWith(`${where}:`));
}

/** What may stand for a place. */
function places({ cells }: Ground): string[] {
  return [...CLOUDS.filter((cloud) => cells.some((cell) => cell.startsWith(`${cloud}:`))), ...cells];
}

function unknown(what: 'cell' | 'rung', found: string, allowed: readonly string[], path: string): Problem {
  const meant = nearest(found, allowed);
  return {
    code: `unknown-${what}`,
    path,
    message: what === 'cell' ? 'The fleet has no such cell or cloud.' : 'No rung that calls a model has this name.',
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
