import { ComputeBackendService } from '@cdktf/provider-google/lib/compute-backend-service';
import { ComputeGlobalAddress } from '@cdktf/provider-google/lib/compute-global-address';
import { ComputeGlobalForwardingRule } from '@cdktf/provider-google/lib/compute-global-forwarding-rule';
import { ComputeRegionNetworkEndpointGroup } from '@cdktf/provider-google/lib/compute-region-network-endpoint-group';
import { ComputeSslPolicy } from '@cdktf/provider-google/lib/compute-ssl-policy';
import { ComputeTargetHttpsProxy } from '@cdktf/provider-google/lib/compute-target-https-proxy';
import { ComputeUrlMap } from '@cdktf/provider-google/lib/compute-url-map';
import { Construct } from 'constructs';
import { dnsNames } from '../contract/names';
import { outlierDetection } from './private/outlier-detection';

/** A Cloud Run service that answers in one region. */
export interface RegionalService {
  readonly region: string;
  readonly serviceName: string;
}

export interface GlobalLoadBalancerProps {
  readonly project: string;
  /** What the names of its resources start with. */
  readonly prefix: string;
  /** The name that clients call: `ai.example.com`. */
  readonly domain: string;
  /** At least one. */
  readonly services: readonly RegionalService[];
  /** `//certificatemanager.googleapis.com/…` */
  readonly certificateMap: string;
}

/**
 * One address for all regions. The served name, and any other, goes to the nearest region that answers; each region's
 * own name, `<region>.google.<domain>`, to that region alone, which is what is probed.
 *
 * Serverless backends take no health check, no time-out and no port name.
 * @see https://cloud.google.com/load-balancing/docs/negs/serverless-neg-concepts
 */
export class GlobalLoadBalancer extends Construct {
  /** The IPv4 address. */
  public readonly address: string;

  public constructor(scope: Construct, id: string, props: GlobalLoadBalancerProps) {
    super(scope, id);
    const { project, prefix, services } = props;
    const groups = services.map(({ region, serviceName }) => ({
      region,
      group: new ComputeRegionNetworkEndpointGroup(this, `Group-${region}`, {
        project,
        region,
        name: `${prefix}-${region}`,
        networkEndpointType: 'SERVERLESS',
        cloudRun: { service: serviceName },
      }).id,
    }));
    const managed = { project, loadBalancingScheme: 'EXTERNAL_MANAGED', protocol: 'HTTPS' };
    const everywhere = new ComputeBackendService(this, 'Everywhere', {
      ...managed,
      name: `${prefix}-everywhere`,
      backend: groups.map(({ group }) => ({ group })),
      outlierDetection: outlierDetection(groups.length),
    });
    const alone = groups.map(({ region, group }) => ({
      region,
      service: new ComputeBackendService(this, `Alone-${region}`, {
        ...managed,
        name: `${prefix}-${region}`,
        backend: [{ group }],
      }).id,
    }));

    const names = dnsNames(props.domain);
    const urlMap = new ComputeUrlMap(this, 'Hosts', {
      project,
      name: prefix,
      defaultService: everywhere.id,
      hostRule: [
        { hosts: [names.served], pathMatcher: 'everywhere' },
        ...alone.map(({ region }) => ({ hosts: [names.googleCell(region)], pathMatcher: region })),
      ],
      pathMatcher: [
        { name: 'everywhere', defaultService: everywhere.id },
        ...alone.map(({ region, service }) => ({ name: region, defaultService: service })),
      ],
    });
    const sslPolicy = new ComputeSslPolicy(this, 'SslPolicy', {
      project,
      name: prefix,
      minTlsVersion: 'TLS_1_2',
      profile: 'MODERN',
    });
    const proxy = new ComputeTargetHttpsProxy(this, 'Proxy', {
      project,
      name: prefix,
      urlMap: urlMap.id,
      certificateMap: props.certificateMap,
      sslPolicy: sslPolicy.id,
    });
    const address = new ComputeGlobalAddress(this, 'Address', {
      project,
      name: prefix,
      addressType: 'EXTERNAL',
      ipVersion: 'IPV4',
      // Records lead to it, and caches hold it: another address would cut off everybody for a while.
      lifecycle: { preventDestroy: true },
    });
    new ComputeGlobalForwardingRule(this, 'Https', {
      project,
      name: prefix,
      loadBalancingScheme: 'EXTERNAL_MANAGED',
      ipAddress: address.id,
      ipProtocol: 'TCP',
      portRange: '443',
      target: proxy.id,
    });
    this.address = address.address;
  }
}
