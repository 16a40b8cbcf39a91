import { ENVIRONMENT } from '../../contract/environment';
import type { AddressBook, Endpoint } from '../addresses';
import { AwsCell } from '../cells/aws-cell';
import { GoogleCell } from '../cells/google-cell';
import type { RunningCell } from '../cells/running-cell';
import type { Late } from '../lag';
import type { FleetPlan } from '../plan/plan';
import type { ServiceTime } from '../time';
import { CellProber } from './cell-prober';
import { startLambdaProber } from './lambda-prober';
import { startServiceProber } from './service-prober';

export interface ProbersOptions {
  readonly plan: FleetPlan;
  readonly addresses: AddressBook;
  readonly trustFile: string;
  readonly scratch: string;
  readonly time: ServiceTime;
  readonly onTrouble: (message: string) => void;
  readonly onLate: Late;
}

/** The prober of a cell, not yet started; undefined where the estate has none for it. */
export function proberOf(cell: RunningCell, options: ProbersOptions): CellProber | undefined {
  const { plan, addresses, trustFile, scratch, time, onTrouble } = options;
  const parts = { time, onTrouble };
  const onLate = (milliseconds: number) => options.onLate(`${cell.plan.cell} prober`, milliseconds);
  const wayTo = ({ host, port }: Endpoint) => ({ address: `${host}:${port}`, trustFile });
  if (cell instanceof AwsCell && cell.plan.prober !== undefined) {
    const { program, everySeconds } = cell.plan.prober;
    // The plan has AWS's Regions first.
    const way = wayTo(addresses.regions[plan.cells.indexOf(cell.plan)].endpoint);
    return new CellProber({ ...parts, everySeconds, launch: () => startLambdaProber(program, cell, way, onLate) });
  }
  if (cell instanceof GoogleCell && cell.plan.prober !== undefined) {
    const { program, everySeconds } = cell.plan.prober;
    const ownName = program.environment[ENVIRONMENT.ownName];
    const behind = plan.balancers.findIndex(({ hosts }) => hosts.some(({ host }) => host === ownName));
    const way = wayTo(addresses.balancers[behind].endpoint);
    return new CellProber({
      ...parts,
      everySeconds,
      launch: () => startServiceProber(program, cell, scratch, way, onLate),
    });
  }
  return undefined;
}
