import { unbearable } from '../compute/capacity';
import { fleetOf, throughputOf } from '../compute/plan';
import { KNOWN_MODELS } from '../compute/throughput';
import { DEFAULTS } from '../defaults';
import type { Finding } from '../finding';
import { anyOf } from '../show';
import { ownIn, ownRungs } from './own-compute';
import type { Rule } from './rule';

export const throughputIsKnown: Rule = (draft) =>
  ownIn(draft).flatMap(({ path, value, machine }): Finding[] => {
    if (throughputOf(value, machine) !== undefined) return [];
    return [
      {
        code: 'throughput-unknown',
        path,
        message: `Nobody has said what one ${machine} does with this model.`,
        found: value.model,
        allowed: `${anyOf(Object.keys(KNOWN_MODELS))} on an L4, or any with its throughput`,
        mend: 'measure it, and say `throughput: { inputTokensPerSecond: …, outputTokensPerSecond: … }`',
      },
    ];
  });

/** `active-active` is a promise: nobody gets it where the arithmetic cannot keep it. */
export const postureCanBeKept: Rule = (draft) => {
  const { document, whole, cells } = draft;
  if (!whole('demand') || document.demand === undefined || !whole('posture')) return [];
  if (!whole('aws', 'regions') || !whole('google', 'regions')) return [];
  const { demand, posture = DEFAULTS.posture } = document;
  if (posture !== 'active-active') return [];
  return ownRungs(draft).flatMap(({ path, own }): Finding[] => {
    if (!whole(...path, 'cells')) return [];
    const gone = unbearable(fleetOf(own, { cells, demand, posture })).filter((lost) => lost.length === 1);
    if (gone.length === 0) return [];
    const cloud = gone[0][0].startsWith('aws:') ? 'AWS' : 'Google';
    return [
      {
        code: 'posture-unreachable',
        path: [...path, 'cells'],
        message: `active-active leaves the whole load at this rung whichever cell is gone; without ${gone[0][0]} no cell of ${cloud} has it.`,
        found: own.rung.cells ?? [],
        allowed: `two cells of ${cloud} or more`,
        mend: `name a second cell of ${cloud}, or use posture: warm-standby`,
      },
    ];
  });
};
