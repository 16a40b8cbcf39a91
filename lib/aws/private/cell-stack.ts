import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { PATHS } from '../../contract/http';
import { capacityOf } from '../../topology/capacity';
import { crossCloudOf } from '../../topology/cross-cloud';
import { cellNames, servicePrefix } from '../../topology/names';
import { switchesOf } from '../../topology/switches';
import type { AwsCell, Topology } from '../../topology/topology';
import { zonesOf } from '../../topology/zones';
import type { Cell } from '../cell';
import { CellRecords } from '../cell-records';
import { EvacuationSwitch } from '../evacuation-switch';
import { Gateway } from '../gateway';
import { GatewayWebAcl } from '../gateway-web-acl';
import { JobQueue } from '../job-queue';
import { JobWorker } from '../job-worker';
import { Prober } from '../prober';
import type { Rollout } from '../rollout';
import type { Serving } from '../serving';
import { cellCompute, connectCallers } from './cell-compute';
import { observeCell } from './cell-observation';
import { describeFleet } from './fleet-metadata';
import { hostedZone } from './hosted-zone';
import { jobQueueSizes } from './job-queue-sizes';
import { ownRungsIn } from './mirror-stack';
import { quotasOutput } from './quotas-output';
import { nameZones } from './zones';

/** The stack of one Region: everything that it needs to serve on its own, and its own records. */
export function cellStack(scope: Construct, topology: Topology, serving: Serving, cell: AwsCell): Cell {
  const { account, region } = cell;
  const stack = new Stack(scope, region, {
    stackName: cell.stackName,
    description: `${topology.service}: the cell in ${region}`,
    env: { account, region },
    terminationProtection: true,
  });
  if (ownRungsIn(cell, topology).length > 0) nameZones(stack, zonesOf(cell));
  describeFleet(stack, topology, { kind: 'cell', cell: cell.id });

  const { domain } = topology;
  const zone = hostedZone(stack, topology);
  const switches = switchesOf(topology);
  const held = switches.filter(({ heldBy }) => heldBy === cell.id).map(({ name }) => name);
  const compute = cellCompute(stack, topology, cell);
  const { network, models = [] } = compute ?? {};
  const gateway = new Gateway(stack, 'Gateway', {
    ...{ serving, domain, zone, switches: held, rollout: topology.rollout as Rollout },
    ...capacityOf(topology.demand),
    ...{ vpc: network?.vpc, vpcSubnets: network?.subnets, models: [...models] },
  });
  const prober = new Prober(stack, 'Prober', { gateway });
  const own = switches.find(({ cells }) => cells.includes(cell.id));
  const records = new CellRecords(stack, 'Records', {
    zone,
    domain,
    endpoint: gateway.endpoint,
    ownEndpoint: gateway.ownEndpoint,
    serving: { path: PATHS.serving },
    preferred: topology.prefer === 'quality' ? { path: PATHS.preferred } : undefined,
    quality: prober.qualityAlarm,
    evacuation: own && new EvacuationSwitch(stack, 'Switch', { heldAt: own.heldAt }),
  });
  const names = cellNames(servicePrefix(topology.service, topology.stage), account, region);
  const jobs = new JobQueue(stack, 'Jobs', {
    ...jobQueueSizes(topology),
    queueName: names.queue,
    deadLetterQueueName: names.deadLetterQueue,
  });
  const worker =
    topology.jobs &&
    new JobWorker(stack, 'Worker', {
      ...{ gateway, queue: jobs, ledgerTableName: names.jobLedger },
      _crossCloud: crossCloudOf(topology),
    });
  if (compute !== undefined) {
    const callers = [gateway.function, ...(worker === undefined ? [] : [worker.function])];
    connectCallers(compute, callers, topology, cell);
  }
  if (topology.webAcl) new GatewayWebAcl(stack, 'WebAcl', { api: gateway.api });
  quotasOutput(stack, topology, cell.id);
  const { alarms, watch } = observeCell(stack, topology, cell, { gateway, prober, jobs });
  return { region, stack, gateway, prober, records, jobs, worker, alarms, watch, network, models: [...models] };
}
