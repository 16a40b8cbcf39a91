import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ENVIRONMENT } from '../../contract/environment';
import { freePort } from '../addresses';
import type { GoogleCell } from '../cells/google-cell';
import { cloudRunEnvironment } from '../environment';
import type { ServicePlan } from '../plan/cell-plan';
import { argsHere, layOut } from '../services/lay-out';
import { type ServiceToRun, startService } from '../services/service-process';
import type { ProberProcess } from './cell-prober';
import type { WayToCell } from './way-to-cell';

/** A prober's service in a process of its own; nobody asks for the token that a schedule would show. */
export async function startServiceProber(
  plan: ServicePlan,
  cell: GoogleCell,
  scratch: string,
  way: WayToCell,
  onLate: ServiceToRun['onLate'],
): Promise<ProberProcess> {
  const root = join(scratch, 'google', `${cell.plan.region}-prober`);
  mkdirSync(root, { recursive: true });
  const here = layOut(root, plan.files);
  const port = await freePort();
  const environment = {
    ...cloudRunEnvironment(plan, port),
    ...plan.environment,
    ...cell.added,
    [ENVIRONMENT.ownAddress]: way.address,
    NODE_EXTRA_CA_CERTS: way.trustFile,
  };
  const process = await startService({
    ...{ name: plan.name, port, directory: here('/'), environment, onLate },
    args: argsHere(plan, here),
  });
  return {
    set onCrash(told: (message: string) => void) {
      process.onCrash = told;
    },
    async period(periodSeconds, signal) {
      const body = JSON.stringify({ periodSeconds });
      const { ok, status } = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body, signal });
      if (!ok) throw new Error(`it answers ${status}`);
    },
    // At once: it is stopped where its region is lost, or where everything is over.
    stop: () => process.kill(),
  };
}
