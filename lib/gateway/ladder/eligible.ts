import { insideFence } from '../../contract/residency';
import type { Route } from '../../contract/route';
import type { Step } from './steps';

/** Why a rung is not asked for a route, however well it is. */
export type Barred = 'outside-residency' | 'lacks-control';

export interface Eligible {
  /** Best first. */
  readonly steps: readonly Step[];
  readonly barred: readonly { readonly step: Step; readonly why: Barred }[];
}

/** The rungs of a cell that a route's floor, fence and controls allow. */
export function eligible(steps: readonly Step[], route: Route): Eligible {
  const reached = steps.filter((step) => step.rung.tier <= route.floor);
  const judged = reached.map((step) => ({ step, why: barrier(step, route) }));
  return {
    steps: judged.filter(({ why }) => why === undefined).map(({ step }) => step),
    barred: judged.flatMap(({ step, why }) => (why === undefined ? [] : [{ step, why }])),
  };
}

function barrier({ rung, residency }: Step, { residency: fence, controls = [] }: Route): Barred | undefined {
  if (!insideFence(residency, fence)) return 'outside-residency';
  return controls.every((control) => rung.controls?.includes(control)) ? undefined : 'lacks-control';
}
