import { GOOGLE_SWITCH, type SwitchPlace } from '../../contract/evacuation';
import { nearest } from '../../contract/nearest';
import type { PossibleProblem } from '../../contract/problem';
import { switchesOf } from '../../topology/switches';
import type { Topology } from '../../topology/topology';

/** The switch that a person names by its cell, `aws:eu-west-1`, or `google`; else what is wrong with what was typed. */
export function switchOf(topology: Topology, typed: string): SwitchPlace | PossibleProblem {
  const switches = switchesOf(topology);
  const names = switches.map(targetOf);
  const found = switches.find((one) => targetOf(one) === typed);
  if (found !== undefined) return found;
  const allowed = names.length === 0 ? 'none: a lone Region has nobody to hold its switch' : names.join(', ');
  if (topology.google?.cells.some(({ id }) => id === typed)) {
    const message = "Google's cells share one address and one switch: they are left together";
    return [
      true,
      { code: 'cell-not-evacuable', path: '<cell>', message, found: typed, allowed, mend: `name ${GOOGLE_SWITCH}` },
    ];
  }
  if (topology.awsCells.some(({ id }) => id === typed)) {
    const message = 'the only Region has no other that could say that it is to be left';
    return [
      true,
      {
        code: 'cell-not-evacuable',
        path: '<cell>',
        message,
        found: typed,
        allowed,
        mend: 'serve from a second Region',
      },
    ];
  }
  const meant = names.find((name) => name === `aws:${typed}`) ?? nearest(typed, names);
  const mend = meant === undefined ? 'name a cell of this fleet' : `did you mean ${meant}?`;
  return [
    true,
    { code: 'unknown-cell', path: '<cell>', message: 'the fleet has no such cell', found: typed, allowed, mend },
  ];
}

/** How people name what a switch leaves. */
export function targetOf({ name, cells }: SwitchPlace): string {
  return name === GOOGLE_SWITCH ? name : (cells[0] as string);
}

export function isProblem(found: SwitchPlace | PossibleProblem): found is PossibleProblem {
  return Array.isArray(found);
}
