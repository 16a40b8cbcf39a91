import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobId } from '../../../lib/contract/job';
import type { ServingConfig } from '../../../lib/contract/serving-config';
import { seededRandom } from '../../../lib/drill/random';
import { type CertificateAuthority, certificateAuthority } from '../../../lib/rehearsal/certificates';
import { type RunningFleet, startFleet } from '../../../lib/rehearsal/fleet';
import { newKey } from '../../../lib/rehearsal/key';
import type { CellPlan } from '../../../lib/rehearsal/plan/cell-plan';
import { type FleetPlan, planOf } from '../../../lib/rehearsal/plan/plan';
import { serviceTime } from '../../../lib/rehearsal/time';
import { JobCaller } from '../../../lib/rehearsal/traffic/jobs/job-caller';
import { synthesized } from './flight';

/** A fleet that takes jobs, as synthesized and alone: without probers, its clocks forty times as fast. */
export class FleetWithJobs {
  private readonly callers: JobCaller[] = [];

  private constructor(
    public readonly fleet: RunningFleet,
    /** What went wrong unasked. */
    public readonly troubles: readonly string[],
    private readonly key: string,
    private readonly authority: CertificateAuthority,
    private readonly folder: string,
  ) {}

  public static async start(declared: string): Promise<FleetWithJobs> {
    const key = newKey();
    const time = serviceTime(40);
    const troubles: string[] = [];
    const { estate, folder } = synthesized(declared);
    const plan = withoutProbers(planOf(estate));
    for (const cell of plan.cells) for (const file of configsOf(cell)) beImpatient(file);
    const authority = await certificateAuthority();
    const fleet = await startFleet({
      ...{ plan, authority, port: 0, scratch: folder, keyDigests: [key.digest], time },
      ...{ random: seededRandom(1), onTrouble: (trouble) => troubles.push(trouble), onLate: () => {} },
    });
    return new FleetWithJobs(fleet, troubles, key.text, authority, folder);
  }

  /** Somebody who calls one cell by its own name. */
  public callerAt(cell: string, model: string): JobCaller {
    const { addresses, cells, port } = this.fleet;
    const [cloud, region] = cell.split(':');
    // The plan has AWS's Regions first, and Google's one balancer leads to all of its own.
    const { address } =
      cloud === 'aws' ? addresses.regions[cells.findIndex(({ plan }) => plan.cell === cell)] : addresses.balancers[0];
    const caller = new JobCaller({
      ...{ model, apiKey: () => this.key, trust: this.authority.cert, addresses },
      baseUrl: `https://${region}.${cloud}.ai.example.com:${port}/v1`,
      resolver: { address: async () => address },
      timeoutMilliseconds: 30_000,
    });
    this.callers.push(caller);
    return caller;
  }

  public modelsOf(cell: string) {
    return this.fleet.cells.find(({ plan }) => plan.cell === cell)!.stubs.behaviours;
  }

  public async stop(): Promise<void> {
    for (const caller of this.callers) await caller.close();
    await this.fleet.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function until<T>(look: () => Promise<T>, is: (seen: T) => boolean): Promise<T> {
  for (;;) {
    const seen = await look();
    if (is(seen)) return seen;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export const all = (caller: JobCaller, jobs: readonly JobId[]) => Promise.all(jobs.map((id) => caller.ask(id)));

function withoutProbers({ cells, ...plan }: FleetPlan): FleetPlan {
  return { ...plan, cells: cells.map((cell) => ({ ...cell, prober: undefined })) as unknown as FleetPlan['cells'] };
}

/** Wherever the cell's programs read what is baked. */
function configsOf(cell: CellPlan): readonly string[] {
  const files =
    cell.cloud === 'aws'
      ? [join(cell.jobs!.worker.program.codeDirectory, 'config.json')]
      : [cell.service, cell.jobs!.worker.program].flatMap(({ files }) => [...files.values()]);
  return [...new Set(files)].filter((file) => file.endsWith('config.json'));
}

/** A job that nobody has touched for so long is taken over: minutes would be long here. */
function beImpatient(file: string): void {
  const config = JSON.parse(readFileSync(file, 'utf8')) as ServingConfig & { jobs: { times: object } };
  Object.assign(config.jobs.times, { requeueAfter: 60, rescueAfter: 90 });
  writeFileSync(file, JSON.stringify(config));
}
