import type { JobsConfig } from '../contract/job';
import type { FleetMetadata, JobsMetadata } from '../contract/metadata';
import { type JobLedgerPlan, REPLICATION_SECONDS } from './job-ledger';
import { cellNames, servicePrefix } from './names';
import { switchesOf } from './switches';
import type { Topology } from './topology';

/** What one stack of a fleet says of the whole, for those who only read templates. */
export function fleetMetadata(topology: Topology, part: FleetMetadata['part']): FleetMetadata {
  const { service, stage, domain, prefer, ladder, routes, objectives, compute } = topology;
  const cells = [...topology.awsCells, ...(topology.google?.cells ?? [])].map((cell) => cell.id);
  return {
    version: 1,
    service,
    ...(stage !== undefined && { stage }),
    domain,
    prefer,
    cells,
    ladder,
    routes,
    objectives: { recoverySeconds: objectives.recoverySeconds, survive: objectives.survive },
    ...(compute && { compute }),
    switches: switchesOf(topology),
    ...(topology.jobs && topology.jobLedger && { jobs: jobsMetadata(topology, topology.jobs, topology.jobLedger) }),
    part,
  };
}

function jobsMetadata(
  { service, stage, awsCells }: Topology,
  jobs: JobsConfig,
  { mode, witness }: JobLedgerPlan,
): JobsMetadata {
  const [{ account, region }] = awsCells;
  return {
    table: cellNames(servicePrefix(service, stage), account, region).jobLedger,
    consistency: mode,
    ...(witness !== undefined && { witness }),
    ...(mode === 'eventual' && { windowSeconds: REPLICATION_SECONDS }),
    visibilitySeconds: jobs.times.visibility,
    rescueAfterSeconds: jobs.times.rescueAfter,
    requestsPerSecond: jobs.requestsPerSecond,
  };
}
