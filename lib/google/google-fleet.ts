import { resolve } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { DataTerraformRemoteStateGcs, TerraformOutput, type TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { judge } from '../bundle/baker';
import { GOOGLE_SWITCH } from '../contract/evacuation';
import { refuse } from '../contract/problem';
import { crossCloudOf } from '../topology/cross-cloud';
import { retentionSeconds } from '../topology/jobs-config';
import { loadServingFile } from '../topology/load';
import { servicePrefix } from '../topology/names';
import { quotasOf } from '../topology/quotas';
import { requestsInFlight } from '../topology/requests-in-flight';
import { switchesOf } from '../topology/switches';
import type { GoogleFleet as GoogleCells, Topology } from '../topology/topology';
import type { RegionFailover } from './cloud-run-gateway';
import { GatewayBundle } from './gateway-bundle';
import { GoogleDns } from './google-dns';
import { GoogleJobsRole } from './google-jobs-role';
import { GoogleMirror } from './google-mirror';
import { GoogleServing } from './google-serving';
import { ownRungsIn } from './private/cell-compute';
import { fleetStack, stateOf } from './private/fleet-stack';
import type { TerraformSettings } from './terraform-settings';

export interface GoogleFleetOptions extends TerraformSettings {
  /** @default 'outlier-detection' */
  readonly failover?: RegionFailover;
}

/** What `google-serving` tells `google-dns`, by the names of its outputs. */
const OUTPUTS = {
  address: 'address',
  servedProof: 'certificate_proof_served',
  googleProof: 'certificate_proof_google',
  /** The unique id of the account that a region's gateway or worker runs as. */
  jobsCaller: (caller: 'gateway' | 'worker', region: string) => `jobs_${caller}_${region.replace(/-/g, '_')}`,
} as const;

/**
 * The Google half of what a `serving.yaml` declares, as Terraform stacks. No plan, apply or rollback of
 * `google-serving` touches AWS; `google-dns` writes Google's records into the zone and reads, from the other's state,
 * where Google is. Deploy the AWS stacks first, then `google-serving`, then `google-dns`.
 */
export class GoogleFleet extends Construct {
  /** Under a CDKTF App. */
  public static fromFile(scope: Construct, id: string, path: string, options: GoogleFleetOptions = {}): GoogleFleet {
    return new GoogleFleet(scope, id, loadServingFile(resolve(path), judge), options);
  }

  /** Where servers of the fleet's own start from; none where there are no such servers on Google. */
  public readonly mirror?: TerraformStack;
  public readonly serving: TerraformStack;
  public readonly dns: TerraformStack;

  public constructor(scope: Construct, id: string, topology: Topology, options: GoogleFleetOptions = {}) {
    super(scope, id);
    const google = declared(topology);
    this.mirror = this.mirrorStack(topology, google, options);
    this.serving = this.servingStack(topology, google, options);
    this.dns = this.dnsStack(topology, google, options);
    this.dns.addDependency(this.serving);
    if (this.mirror !== undefined) this.serving.addDependency(this.mirror);
  }

  private mirrorStack(topology: Topology, google: GoogleCells, options: GoogleFleetOptions) {
    const regions = google.cells.map(({ region }) => region);
    const having = regions.filter((region) => ownRungsIn(region, topology.ladder).length > 0);
    if (having.length === 0) return undefined;
    const stack = fleetStack(this, topology, 'google-mirror', options);
    const { project, projectNumber } = google;
    new GoogleProvider(stack, 'google', { project, addTerraformAttributionLabel: false, ...options.googleProvider });
    const prefix = servicePrefix(topology.service, topology.stage);
    new GoogleMirror(stack, 'Mirror', { project, projectNumber, prefix, regions: having });
    return stack;
  }

  private servingStack(topology: Topology, google: GoogleCells, options: GoogleFleetOptions): TerraformStack {
    const stack = fleetStack(this, topology, 'google-serving', options);
    const { project, projectNumber, cells } = google;
    new GoogleProvider(stack, 'google', { project, addTerraformAttributionLabel: false, ...options.googleProvider });
    const crossCloud = crossCloudOf(topology);
    const { loadBalancer, certificates, gateways, workers } = new GoogleServing(stack, 'Serving', {
      project,
      projectNumber,
      regions: cells.map(({ region }) => region),
      domain: topology.domain,
      bundle: GatewayBundle.of(topology),
      warmRequests: topology.demand && requestsInFlight(topology.demand),
      compute: topology.compute,
      failover: options.failover,
      alarms: topology.alarms,
      availability: topology.objectives.availabilityPercent,
      firestoreLocation: topology.jobLedger?.firestoreLocation,
      longestOutageSeconds: retentionSeconds(topology),
      crossCloud,
    });
    const quotas = quotasOf(topology).filter(({ place }) => place.startsWith('google:'));
    if (quotas.length > 0) {
      new TerraformOutput(stack, 'quotas', {
        description: 'Quotas that must be there before a failure (understudy quotas)',
        value: quotas.map(({ id, place, needed }) => ({ id, place, needed })),
      });
    }
    for (const { region, accountUniqueId } of crossCloud === undefined ? [] : gateways) {
      new TerraformOutput(stack, OUTPUTS.jobsCaller('gateway', region), { value: accountUniqueId });
    }
    for (const { region, accountUniqueId } of crossCloud === undefined ? [] : workers) {
      new TerraformOutput(stack, OUTPUTS.jobsCaller('worker', region), { value: accountUniqueId });
    }
    new TerraformOutput(stack, OUTPUTS.address, { value: loadBalancer.address });
    new TerraformOutput(stack, OUTPUTS.servedProof, { value: certificates.proofs.served });
    new TerraformOutput(stack, OUTPUTS.googleProof, { value: certificates.proofs.google });
    return stack;
  }

  private dnsStack(topology: Topology, google: GoogleCells, options: GoogleFleetOptions): TerraformStack {
    const stack = fleetStack(this, topology, 'google-dns', options);
    new AwsProvider(stack, 'aws', {
      region: topology.frontDoorRegion,
      allowedAccountIds: [topology.hostedZone.account],
      ...options.awsProvider,
    });
    const serving = new DataTerraformRemoteStateGcs(stack, 'serving', stateOf(topology, 'google-serving', options));
    new GoogleDns(stack, 'Dns', {
      zoneId: topology.hostedZone.id,
      domain: topology.domain,
      regions: google.cells.map(({ region }) => region),
      address: serving.getString(OUTPUTS.address),
      certificateProofs: {
        served: serving.getString(OUTPUTS.servedProof),
        google: serving.getString(OUTPUTS.googleProof),
      },
      switchHeldAt: switchesOf(topology).find(({ name }) => name === GOOGLE_SWITCH)?.heldAt,
      prefer: topology.prefer,
    });
    const crossCloud = crossCloudOf(topology);
    if (crossCloud !== undefined) {
      const { account, roleName, audience, table, regions, buckets } = crossCloud.aws;
      new GoogleJobsRole(stack, 'Jobs', {
        ...{ account, roleName, audience, table, regions, buckets },
        callers: google.cells.flatMap(({ region }) =>
          (['gateway', 'worker'] as const).map((caller) => serving.getString(OUTPUTS.jobsCaller(caller, region))),
        ),
      });
    }
    return stack;
  }
}

function declared({ google }: Topology): GoogleCells {
  refuse([
    google === undefined,
    {
      code: 'no-google-cells',
      path: 'google',
      message: 'no Google cells are declared',
      mend: 'declare google, or leave GoogleFleet out',
    },
  ]);
  return google!;
}
