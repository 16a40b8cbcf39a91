import type { IConnectable } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import type { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { requestsPerSecondOf } from '../../contract/compute';
import { ladderOf } from '../../contract/ladder';
import { computeHostName, servicePrefix } from '../../topology/names';
import type { AwsCell, Topology } from '../../topology/topology';
import { CellNetwork } from '../cell-network';
import { Egress } from '../egress';
import { LlamaCppService } from '../llama-cpp-service';
import type { ModelServerProps } from '../model-server-props';
import { VllmService } from '../vllm-service';
import { mirrorOf, type OwnRung, ownRungsIn } from './mirror-stack';

/** Compute of a cell's own, with the network that it and the gateway stand in. */
export interface CellCompute {
  readonly network: CellNetwork;
  readonly models: readonly (VllmService | LlamaCppService)[];
}

/** Undefined where no rung has own compute in the cell: then there is no network either. */
export function cellCompute(stack: Stack, topology: Topology, cell: AwsCell): CellCompute | undefined {
  const own = ownRungsIn(cell, topology);
  if (own.length === 0) return undefined;
  const network = new CellNetwork(stack, 'Network', {
    zones: cell.zones && [...cell.zones],
    egress: topology.egress && Egress.NAT_PER_ZONE,
  });
  const cluster = new Cluster(stack, 'Cluster', { vpc: network.vpc, containerInsightsV2: ContainerInsights.ENABLED });
  const models = own.map((one) => server(stack, topology, cell, one, { network, cluster }));
  for (const model of models) {
    for (const service of model.callsServices) {
      for (const caller of model.callers) network.reach(service, caller);
    }
  }
  return { network, models };
}

function server(
  stack: Stack,
  topology: Topology,
  cell: AwsCell,
  { rung, source }: OwnRung,
  { network, cluster }: { readonly network: CellNetwork; readonly cluster: Cluster },
) {
  const scope = new Construct(stack, `Own-${rung.name}`);
  const size = topology.compute?.services.find((one) => one.rung === rung.name && one.cell === cell.id);
  const props: ModelServerProps = {
    hostName: computeHostName(servicePrefix(topology.service, topology.stage), rung.name),
    weights: source.weights,
    mirror: mirrorOf(scope, topology, cell, source),
    // The plan has every rung with own compute in each of its cells.
    capacity: { warm: size!.warm, most: size!.most, requestsPerSecond: requestsPerSecondOf(size!) },
    vpc: network.vpc,
    vpcSubnets: network.subnets,
    cluster,
    contextWindow: rung.contextWindow,
  };
  return source.kind === 'vllm'
    ? new VllmService(scope, 'Vllm', { ...props, instanceType: source.machine })
    : new LlamaCppService(scope, 'LlamaCpp', {
        ...props,
        file: source.file ?? '',
        vcpus: Number.parseInt(source.machine, 10),
      });
}

/** Lets what stands in the network and asks the models call the services of AWS that it calls. */
export function connectCallers(
  { network }: CellCompute,
  callers: readonly IConnectable[],
  topology: Topology,
  cell: AwsCell,
): void {
  const callsBedrock = ladderOf(cell.id, topology.ladder).some((rung) => rung.on.aws?.kind === 'bedrock');
  const services = [
    'secretsmanager',
    ...(callsBedrock ? ['bedrock-runtime'] : []),
    ...(topology.jobs === undefined ? [] : ['dynamodb', 'sqs']),
  ];
  for (const caller of callers) {
    for (const service of services) network.reach(service, caller);
  }
}
