import { CloudRunV2Service } from '@cdktf/provider-google/lib/cloud-run-v2-service';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { Construct } from 'constructs';
import { type CellId, cellId } from '../contract/cell';
import { ENVIRONMENT } from '../contract/environment';
import { PATHS } from '../contract/http';
import { ladderOf } from '../contract/ladder';
import { BAKED, type ServingConfig } from '../contract/serving-config';
import { accountId } from '../topology/account-id';
import { googleCellNames } from '../topology/names';
import { BundleBucket } from './bundle-bucket';
import type { CellNetwork } from './cell-network';
import type { GatewayBundle } from './gateway-bundle';
import { ImageRepository } from './image-repository';
import type { JobTopic } from './job-topic';
import type { JobsDatabase } from './jobs-database';
import { mounted, servingContainer } from './private/bundled-container';
import { jobsEnvironment, type OtherLedger } from './private/jobs-environment';
import { readinessProbe } from './private/readiness-probe';
import { StateBucket } from './state-bucket';
import { ValuelessSecret } from './valueless-secret';

/**
 * How the load balancer learns that a region is lost. `outlier-detection`: from the answers that each of its proxies
 * gets. `service-health`: from Cloud Run as well, by readiness probes, which need a newer provider than this
 * library's bindings know and at least two regions.
 * @see https://cloud.google.com/run/docs/configuring/configure-service-health
 */
export type RegionFailover = 'outlier-detection' | 'service-health';

/** Where a gateway that takes jobs puts them, by the names that its environment has for them. */
export interface JobPlaces {
  readonly queue: JobTopic;
  readonly database: JobsDatabase;
  /**
   * Where jobs are kept that are to outlive Google.
   * @default - nowhere
   */
  readonly otherCloud?: OtherLedger;
}

export interface CloudRunGatewayProps {
  readonly project: string;
  /** The project's number, which is in the names of its buckets. */
  readonly projectNumber: string;
  readonly region: string;
  readonly bundle: GatewayBundle;
  /**
   * Instances that are there before anybody asks: nothing starts from zero at the moment of failure.
   * @default 1
   */
  readonly minInstances?: number;
  /** @default - ten times `minInstances` */
  readonly maxInstances?: number;
  /**
   * Requests in flight in one instance, streams included; at most 1,000.
   * @see https://cloud.google.com/run/docs/about-concurrency
   * @default 80
   */
  readonly concurrency?: number;
  /** @default 'outlier-detection' */
  readonly failover?: RegionFailover;
  /**
   * Where servers of the cell's own are called; whatever else is called leaves as without it.
   * @default - none
   */
  readonly network?: CellNetwork;
  /** @default - it takes no jobs */
  readonly jobs?: JobPlaces;
}

/** What a gateway's prober is made of. */
export interface CloudRunGatewayParts {
  readonly project: string;
  readonly projectNumber: string;
  readonly cell: CellId;
  /** What physical names start with. */
  readonly prefix: string;
  /** The bundle, which holds the prober too. */
  readonly code: BundleBucket;
  readonly images: ImageRepository;
  readonly state: StateBucket;
  readonly config: ServingConfig;
  readonly network?: CellNetwork;
}

/** Requests that one instance serves at once, unless it is told otherwise: Cloud Run's own default. */
export const DEFAULT_CONCURRENCY = 80;

/** A margin beyond the longest route's deadline, in which the gateway still says why it gave up. */
const LAST_WORD_SECONDS = 5;

/**
 * One region's gateway: the same bundle as in every AWS Region, run by a stock Node image from a bucket, so that no
 * image is ever built. Only the load balancer reaches it; the invoker check is off since callers prove themselves to
 * the gateway by their keys, and `allUsers`, the other way, is refused by common organization policies.
 */
export class CloudRunGateway extends Construct {
  public readonly region: string;
  /** The service, by its name in the region. */
  public readonly serviceName: string;
  /** The account that the gateway runs as, as a member of bindings: `serviceAccount:…`. */
  public readonly member: string;
  /** That account's unique id, which other clouds know it by. */
  public readonly accountUniqueId: string;
  /** @internal */
  public readonly _parts: CloudRunGatewayParts;

  public constructor(scope: Construct, id: string, props: CloudRunGatewayProps) {
    super(scope, id);
    const { project, projectNumber, region, bundle, minInstances = 1, failover = 'outlier-detection', network } = props;
    const { config, prefix } = bundle;
    const names = googleCellNames(prefix, projectNumber, region);
    const cell = cellId('google', region);

    const account = new ServiceAccount(this, 'Account', {
      project,
      accountId: accountId('gateway', prefix, region),
      displayName: `${prefix}: the gateway in ${region}`,
    });
    const code = new BundleBucket(this, 'Bundle', { project, region, name: names.bundleBucket, bundle });
    const state = new StateBucket(this, 'State', { project, region, name: names.stateBucket });
    const keys = new ValuelessSecret(this, 'Keys', { project, secretId: names.keysSecret, regions: [region] });
    const images = new ImageRepository(this, 'Images', { project, region, repositoryId: names.imageRepository });

    const readable = code.grantRead('GatewayReads', account.member);
    const rungs = ladderOf(cell, config.ladder).map(({ name }) => name);
    state.grantGateway(cell, rungs, account.member);
    keys.grantRead('GatewayReads', account.member);

    const environment = {
      [ENVIRONMENT.cell]: cell,
      [ENVIRONMENT.keysSecret]: keys.secretId,
      [ENVIRONMENT.stateBucket]: state.name,
      [ENVIRONMENT.googleProject]: project,
      ...(props.jobs && jobsEnvironment(project, props.jobs)),
    };
    const live = { httpGet: { path: PATHS.live } };
    const service = new CloudRunV2Service(this, 'Service', {
      project,
      location: region,
      name: names.gateway,
      description: `${prefix}: the gateway in ${region}`,
      ingress: 'INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER',
      invokerIamDisabled: true,
      deletionProtection: true,
      template: {
        serviceAccount: account.email,
        timeout: `${Math.max(...config.routes.map((route) => route.deadlineSeconds)) + LAST_WORD_SECONDS}s`,
        maxInstanceRequestConcurrency: props.concurrency ?? DEFAULT_CONCURRENCY,
        scaling: { minInstanceCount: minInstances, maxInstanceCount: props.maxInstances ?? 10 * minInstances },
        ...mounted(code),
        vpcAccess: network && {
          egress: 'PRIVATE_RANGES_ONLY',
          networkInterfaces: [{ network: network.network, subnetwork: network.subnetwork }],
        },
        containers: [
          {
            ...servingContainer({ code, images, file: BAKED.gateway, environment }),
            // Not idle between requests: the gateway refreshes its keys and its cell's state in the background.
            resources: { limits: { cpu: '1', memory: '1Gi' }, cpuIdle: false, startupCpuBoost: true },
            startupProbe: { ...live, periodSeconds: 1, timeoutSeconds: 1, failureThreshold: 60 },
            livenessProbe: { ...live, periodSeconds: 10, timeoutSeconds: 4, failureThreshold: 3 },
          },
        ],
      },
      dependsOn: [readable, ...code.objects, ...(network?.names ?? [])],
    });
    if (failover === 'service-health') readinessProbe(service);

    this.region = region;
    this.serviceName = service.name;
    this.member = account.member;
    this.accountUniqueId = account.uniqueId;
    this._parts = { project, projectNumber, cell, prefix, code, images, state, config, network };
  }
}
