import type { Ability } from '../../contract/ladder';
import { insideFence } from '../../contract/residency';
import type { Route } from '../../contract/route';
import type { Needs } from '../chat/needs';
import type { Step } from './steps';

/** Why a rung is not asked for a route, however well it is. */
export type Barred = 'outside-residency' | 'lacks-control' | `lacks-${Ability}`;

/** A rung that a route's floor allows; `barred` where it is not asked all the same. */
export interface Candidate {
  readonly step: Step;
  readonly barred: Barred | undefined;
}

/**
 * The rungs of a cell that a route's floor allows, best first, and which of them its fence, its controls or what a
 * request needs keep from being asked.
 */
export function candidates(steps: readonly Step[], route: Route, needs?: Needs): readonly Candidate[] {
  return steps
    .filter((step) => step.rung.tier <= route.floor)
    .map((step) => ({ step, barred: barrier(step, route) ?? inability(step, needs) }));
}

type Placed = Pick<Step, 'rung' | 'residency'>;

/** Do a route's floor, fence and controls let a rung answer it, whatever is asked? */
export function mayAnswer(placed: Placed, route: Route): boolean {
  return placed.rung.tier <= route.floor && barrier(placed, route) === undefined;
}

function barrier({ rung, residency }: Placed, { residency: fence, controls = [] }: Route): Barred | undefined {
  if (!insideFence(residency, fence)) return 'outside-residency';
  return controls.every((control) => rung.controls?.includes(control)) ? undefined : 'lacks-control';
}

/** A rung that declares no abilities has none. */
function inability({ rung, source }: Step, needs: Needs | undefined): Barred | undefined {
  const missing = needs?.abilities.find((ability) => {
    // Tools that are only offered need not be called: words are an answer too, and prepared ones better than none.
    if (ability === 'tools' && source.kind === 'deterministic' && !needs.toolCall) return false;
    return !rung.abilities?.includes(ability);
  });
  return missing && `lacks-${missing}`;
}
