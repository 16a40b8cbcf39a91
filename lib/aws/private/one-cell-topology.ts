import type { ServingDocument } from '../../topology/serving-document';
import { plainSource } from '../../topology/source';
import type { Topology } from '../../topology/topology';
import { topologyOf } from '../../topology/topology-of';
import type { ServingProps } from '../serving';
import { ladderDocument, routesDocument } from './serving-document';

/**
 * A gateway that stands alone is a fleet of one cell to the validation. Its zone and account are its stack's affair,
 * and may not be known before deployment: nothing of the ladder or the routes depends on them.
 */
export function oneCellTopology(props: ServingProps, region: string, domain: string): Topology {
  const account = '000000000000';
  const ladder = ladderDocument(props.ladder);
  // Whoever places a gateway beside servers of his own sizes them, and sees to the network.
  const own = ladder.some(({ aws }) => aws?.vllm !== undefined || aws?.llamaCpp !== undefined);
  const document: ServingDocument = {
    service: props.service,
    stage: props.stage,
    domain,
    hostedZone: { id: 'Z00000000000000000000', name: domain },
    frontDoorRegion: region,
    aws: { account, regions: [region], ...(own && { egress: 'nat-per-zone' }) },
    ladder,
    routes: routesDocument(props.routes),
    ...(own && { demand: { peakRequestsPerSecond: 1, inputTokens: 0, outputTokens: 0 }, posture: 'warm-standby' }),
    objectives: { survive: [] },
  };
  // Whoever places one gateway has no ledger that cells share: it takes no jobs.
  const { jobs: _jobs, jobLedger: _jobLedger, ...topology } = topologyOf(document, plainSource(process.cwd()));
  return topology;
}
