import type { Construct } from 'constructs';
import { cellId } from '../../contract/cell';
import type { Compute } from '../../contract/compute';
import { isOwn, ladderOf, type OwnSource, type Rung } from '../../contract/ladder';
import { googleComputeName, googleMirrorNames } from '../../topology/names';
import type { Alarms } from '../../topology/topology';
import { CellNetwork } from '../cell-network';
import { CloudRunVllm } from '../cloud-run-vllm';
import type { GatewayBundle } from '../gateway-bundle';

/** A rung with own compute in a region. */
export interface OwnRung {
  readonly rung: Rung;
  readonly source: OwnSource;
}

export function ownRungsIn(region: string, ladder: readonly Rung[]): readonly OwnRung[] {
  return ladderOf(cellId('google', region), ladder).flatMap((rung) =>
    isOwn(rung.on.google) ? [{ rung, source: rung.on.google }] : [],
  );
}

/** Compute of a cell's own, with the network in which its gateway calls it. */
export interface CellCompute {
  readonly network: CellNetwork;
  readonly servers: readonly CloudRunVllm[];
}

export interface CellComputeProps {
  readonly project: string;
  readonly projectNumber: string;
  readonly region: string;
  readonly bundle: GatewayBundle;
  readonly compute: Compute;
  readonly longestAnswerSeconds: number;
  readonly alarms?: Alarms;
}

/** Undefined where no rung has own compute in the region: then there is no network either. */
export function cellCompute(scope: Construct, props: CellComputeProps): CellCompute | undefined {
  const { project, projectNumber, region, bundle, compute } = props;
  const own = ownRungsIn(region, bundle.config.ladder);
  if (own.length === 0) return undefined;
  const network = new CellNetwork(scope, `Network-${region}`, { project, region, name: `${bundle.prefix}-${region}` });
  const { weightsBucket, imageRepository } = googleMirrorNames(bundle.prefix, projectNumber, region);
  const servers = own.map(({ rung, source }) => {
    // The plan has every rung with own compute in each of its cells.
    const size = compute.services.find((one) => one.rung === rung.name && one.cell === cellId('google', region))!;
    return new CloudRunVllm(scope, `Own-${rung.name}-${region}`, {
      ...{ project, region, network, weightsBucket },
      serviceName: googleComputeName(bundle.prefix, rung.name),
      weights: source.weights,
      // A rule has seen to it that it is known of those on Google.
      gigabytes: (size.megabytes ?? Number.POSITIVE_INFINITY) / 1000,
      images: `${region}-docker.pkg.dev/${project}/${imageRepository}`,
      warm: size.warm,
      most: size.most,
      longestAnswerSeconds: props.longestAnswerSeconds,
      contextWindow: rung.contextWindow,
      alarms: props.alarms,
    });
  });
  return { network, servers };
}
