import { MonitoringAlertPolicy } from '@cdktf/provider-google/lib/monitoring-alert-policy';
import { Construct } from 'constructs';
import type { Compute } from '../contract/compute';
import { refuse } from '../contract/problem';
import type { CrossCloud } from '../topology/cross-cloud';
import { googleCellNames } from '../topology/names';
import type { Alarms } from '../topology/topology';
import { AwsJobsIdentity } from './aws-jobs-identity';
import { CertificateMap } from './certificate-map';
import { CloudRunGateway, DEFAULT_CONCURRENCY, type RegionFailover } from './cloud-run-gateway';
import type { CloudRunJobWorker } from './cloud-run-job-worker';
import { CloudRunProber } from './cloud-run-prober';
import type { CloudRunVllm } from './cloud-run-vllm';
import type { GatewayBundle } from './gateway-bundle';
import { GlobalLoadBalancer } from './global-load-balancer';
import { GoogleDashboard } from './google-dashboard';
import { GoogleJobObservation } from './google-job-observation';
import { GoogleObservation } from './google-observation';
import { cellCompute } from './private/cell-compute';
import { fleetJobs, workers } from './private/fleet-jobs';
import { grantModels } from './private/model-grants';
import { RequiredApis } from './required-apis';

export interface GoogleServingProps {
  readonly project: string;
  readonly projectNumber: string;
  /** At least one; each is a cell behind the one address. */
  readonly regions: readonly string[];
  /** The name that clients call: `ai.example.com`. */
  readonly domain: string;
  readonly bundle: GatewayBundle;
  /**
   * Requests in flight that each region can take at once without starting an instance.
   * @default - what one instance takes
   */
  readonly warmRequests?: number;
  /**
   * How many servers of the fleet's own are warm.
   * @default - there are none
   */
  readonly compute?: Compute;
  /** @default 'outlier-detection' */
  readonly failover?: RegionFailover;
  /** @default - alerts tell nobody, and are seen in the console */
  readonly alarms?: Alarms;
  /**
   * Of the requests of 30 days, the share in percent that is answered at its floor.
   * @default 99.9
   */
  readonly availability?: number;
  /**
   * Where the database of the jobs lies. It cannot be changed once it is there.
   * @default - the multi-region of the continent that all regions lie on, else the first region
   */
  readonly firestoreLocation?: string;
  /**
   * The longest that jobs must be able to wait, in seconds: at most 30 days.
   * @default - a week
   */
  readonly longestOutageSeconds?: number;
  /**
   * Of jobs that are to outlive a cloud: whom each cloud's cells act as in the other.
   * @default - no job does
   */
  readonly crossCloud?: CrossCloud;
}

/** The Google half of a fleet: a cell a region, and one address for all of them. It knows no DNS and no other cloud. */
export class GoogleServing extends Construct {
  public readonly gateways: readonly CloudRunGateway[];
  /** Of each region, where a route takes jobs. */
  public readonly workers: readonly CloudRunJobWorker[];
  public readonly loadBalancer: GlobalLoadBalancer;
  public readonly certificates: CertificateMap;

  public constructor(scope: Construct, id: string, props: GoogleServingProps) {
    super(scope, id);
    const { project, projectNumber, regions, domain, bundle, failover } = props;
    refuseLoneServiceHealth(this, props);
    const { prefix, config } = bundle;
    const minInstances = Math.max(1, Math.ceil((props.warmRequests ?? 0) / DEFAULT_CONCURRENCY));

    const longest = Math.max(...config.routes.map((route) => route.deadlineSeconds));
    const places = fleetJobs(this, { ...props, longestAnswerSeconds: longest });
    const servers = new Map<string, readonly CloudRunVllm[]>();
    this.gateways = regions.map((region) => {
      const place = { project, projectNumber, region, bundle };
      const { compute, alarms } = props;
      const own = compute && cellCompute(this, { ...place, compute, alarms, longestAnswerSeconds: longest });
      const { network } = own ?? {};
      servers.set(region, own?.servers ?? []);
      const jobs = config.jobs && places(region);
      return new CloudRunGateway(this, `Gateway-${region}`, { ...place, minInstances, failover, network, jobs });
    });
    for (const gateway of this.gateways) {
      new CloudRunProber(this, `Prober-${gateway.region}`, { gateway, domain, alarms: props.alarms });
    }
    this.workers = config.jobs === undefined ? [] : workers(this, this.gateways, places);

    const { crossCloud } = props;
    if (crossCloud !== undefined) {
      new AwsJobsIdentity(this, 'AwsJobs', {
        ...{ project, projectNumber, database: places(regions[0]).database },
        poolId: crossCloud.google.pool,
        providerId: crossCloud.google.provider,
        accountId: crossCloud.google.accountId,
        awsAccount: crossCloud.aws.account,
        awsRoles: crossCloud.aws.callers,
        rolePrefix: crossCloud.aws.callerPrefix,
        states: this.gateways.map(({ region, _parts }) => ({ region, state: _parts.state })),
      });
    }

    this.certificates = new CertificateMap(this, 'Certificates', { project, prefix, domain });
    this.loadBalancer = new GlobalLoadBalancer(this, 'LoadBalancer', {
      project,
      prefix,
      domain,
      services: this.gateways,
      certificateMap: this.certificates.reference,
    });
    new GoogleObservation(this, 'Observation', {
      ...{ project, prefix, domain, alarms: props.alarms, availability: props.availability },
      // By their names: what is counted of them need not wait for them.
      services: regions.map((region) => {
        return { region, serviceName: googleCellNames(prefix, projectNumber, region).gateway };
      }),
    });
    if (config.jobs !== undefined) {
      new GoogleJobObservation(this, 'JobObservation', {
        ...{ project, prefix, config: config.jobs, alarms: props.alarms },
        cells: this.workers.map((worker) => ({ worker, queue: places(worker.region).queue })),
      });
    }
    new GoogleDashboard(this, 'Dashboard', {
      ...{ project, prefix, domain, availability: props.availability, runbook: props.alarms?.runbook },
      gateways: regions.map((region) => {
        const { gateway: serviceName } = googleCellNames(prefix, projectNumber, region);
        return { project, region, serviceName, warm: minInstances };
      }),
      servers: [...servers.values()].flat().map(({ _shown }) => _shown),
      queues: this.workers.map(({ region }) => {
        const { subscription, deadLetterSubscription } = places(region).queue;
        return { region, subscription: subscription.name, deadLetters: deadLetterSubscription.name };
      }),
      // Whoever made them.
      policies: this.node
        .findAll()
        .filter((one) => one instanceof MonitoringAlertPolicy)
        .map(({ name }) => name),
    });
    const vertex = grantModels(this, {
      ...{ project, bundle, servers: (region) => servers.get(region) ?? [] },
      callers: [
        ...this.gateways.map(({ region, member }) => ({ region, member, as: '' as const })),
        ...this.workers.map(({ region, member }) => ({ region, member, as: 'Worker' as const })),
      ],
    });
    new RequiredApis(this, 'Apis', {
      project,
      of: this,
      also: [...(vertex ? ['aiplatform.googleapis.com'] : []), ...(crossCloud ? EXCHANGE_APIS : [])],
    });
  }
}

/** What takes AWS's word for who somebody is, and gives an access token for it. */
const EXCHANGE_APIS = ['iamcredentials.googleapis.com', 'sts.googleapis.com'];

function refuseLoneServiceHealth({ node }: Construct, { failover, regions }: GoogleServingProps): void {
  refuse([
    failover === 'service-health' && regions.length < 2,
    {
      code: 'service-health-needs-two-regions',
      path: `${node.path}.failover`,
      message: 'with one region Cloud Run has nowhere to fail over to, and answers "no healthy upstream"',
      found: regions.join(', '),
      allowed: 'two regions or more',
      mend: 'serve a second region, or leave failover out',
    },
  ]);
}
