import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { cellNames, servicePrefix } from '../../topology/names';
import type { Topology } from '../../topology/topology';
import { JobConsistency, JobLedger } from '../job-ledger';
import { describeFleet } from './fleet-metadata';

/**
 * What the Regions share: the ledger of the jobs, where some route is queued. It is deployed first, and serving never
 * needs its stack, since cells know the table by its name: while the Region of the stack is down, only changes of the
 * table wait.
 */
export function sharedDataStack(scope: Construct, topology: Topology): JobLedger | undefined {
  const { service, stage, frontDoorRegion, awsCells, jobLedger } = topology;
  if (jobLedger === undefined) return undefined;
  const [{ account }] = awsCells;
  const stack = new Stack(scope, 'SharedData', {
    stackName: topology.sharedDataStackName,
    description: `${service}: what its Regions share`,
    env: { account, region: frontDoorRegion },
    terminationProtection: true,
  });
  describeFleet(stack, topology, { kind: 'shared-data' });
  return new JobLedger(stack, 'Jobs', {
    tableName: cellNames(servicePrefix(service, stage), account, frontDoorRegion).jobLedger,
    regions: [...jobLedger.regions],
    consistency: jobLedger.mode === 'eventual' ? JobConsistency.EVENTUAL : undefined,
  });
}
