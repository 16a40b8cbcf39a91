import { Construct } from 'constructs';
import { cellId } from '../contract/cell';
import type { Compute } from '../contract/compute';
import { googleSecretId } from '../contract/environment';
import { ladderOf, type ModelSource } from '../contract/ladder';
import { refuse } from '../contract/problem';
import { firestoreLocationOf } from '../topology/job-ledger';
import { googleCellNames, vertexRoleId } from '../topology/names';
import type { Alarms } from '../topology/topology';
import { CertificateMap } from './certificate-map';
import { CloudRunGateway, DEFAULT_CONCURRENCY, type RegionFailover } from './cloud-run-gateway';
import { CloudRunProber } from './cloud-run-prober';
import type { GatewayBundle } from './gateway-bundle';
import { GlobalLoadBalancer } from './global-load-balancer';
import { GoogleObservation, tellChannels } from './google-observation';
import { JobTopic } from './job-topic';
import { JobsDatabase } from './jobs-database';
import { cellCompute } from './private/cell-compute';
import { RequiredApis } from './required-apis';
import { ValuelessSecret } from './valueless-secret';
import { VertexPermission } from './vertex-permission';

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
}

/** The Google half of a fleet: a cell a region, and one address for all of them. It knows no DNS and no other cloud. */
export class GoogleServing extends Construct {
  public readonly gateways: readonly CloudRunGateway[];
  public readonly loadBalancer: GlobalLoadBalancer;
  public readonly certificates: CertificateMap;

  public constructor(scope: Construct, id: string, props: GoogleServingProps) {
    super(scope, id);
    const { project, projectNumber, regions, domain, bundle, failover } = props;
    refuseLoneServiceHealth(this, props);
    const { prefix, config } = bundle;
    const minInstances = Math.max(1, Math.ceil((props.warmRequests ?? 0) / DEFAULT_CONCURRENCY));

    const longest = Math.max(...config.routes.map((route) => route.deadlineSeconds));
    this.gateways = regions.map((region) => {
      const place = { project, projectNumber, region, bundle };
      const { compute } = props;
      const own = compute && cellCompute(this, { ...place, compute, longestAnswerSeconds: longest });
      const { network } = own ?? {};
      const gateway = new CloudRunGateway(this, `Gateway-${region}`, { ...place, minInstances, failover, network });
      for (const server of own?.servers ?? []) server.grantCall(`Calls-${region}`, gateway.member);
      return gateway;
    });
    for (const gateway of this.gateways) new CloudRunProber(this, `Prober-${gateway.region}`, { gateway, domain });
    for (const region of regions) {
      const { jobTopic, deadLetterTopic } = googleCellNames(prefix, projectNumber, region);
      new JobTopic(this, `Jobs-${region}`, {
        project,
        projectNumber,
        region,
        topicName: jobTopic,
        deadLetterTopicName: deadLetterTopic,
        longestAttemptSeconds: longest,
      });
    }
    new JobsDatabase(this, 'JobsDatabase', { project, name: `${prefix}-jobs`, location: firestoreLocationOf(regions) });

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
    tellChannels(this, props.alarms?.channels ?? []);
    this.grantProviderSecrets(props);
    const vertex = this.grantVertex(props);
    new RequiredApis(this, 'Apis', { project, of: this, also: vertex ? ['aiplatform.googleapis.com'] : [] });
  }

  /** The keys of OpenAI-compatible providers, each held where a cell asks for it. */
  private grantProviderSecrets({ project, bundle }: GoogleServingProps): void {
    const asked = this.gateways.flatMap((gateway) =>
      sourcesAt(gateway.region, bundle).flatMap((source) =>
        source.kind === 'openai-compatible' && source.apiKeySecret !== undefined
          ? [{ gateway, name: source.apiKeySecret }]
          : [],
      ),
    );
    for (const secretId of new Set(asked.map(({ name }) => googleSecretId(name)))) {
      const readers = [
        ...new Set(asked.filter(({ name }) => googleSecretId(name) === secretId).map(({ gateway }) => gateway)),
      ];
      const regions = readers.map(({ region }) => region);
      const secret = new ValuelessSecret(this, `Secret-${secretId}`, { project, secretId, regions });
      for (const { region, member } of readers) secret.grantRead(`Reads-${region}`, member);
    }
  }

  private grantVertex({ project, bundle }: GoogleServingProps): boolean {
    const callers = this.gateways.filter(({ region }) =>
      sourcesAt(region, bundle).some(({ kind }) => kind === 'vertex'),
    );
    if (callers.length === 0) return false;
    const permission = new VertexPermission(this, 'Vertex', { project, roleId: vertexRoleId(bundle.prefix) });
    for (const { region, member } of callers) permission.grant(`Calls-${region}`, member);
    return true;
  }
}

function sourcesAt(region: string, { config }: GatewayBundle): readonly ModelSource[] {
  return ladderOf(cellId('google', region), config.ladder).map((rung) => rung.on.google as ModelSource);
}

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
