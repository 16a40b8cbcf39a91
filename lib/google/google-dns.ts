import { Route53HealthCheck } from '@cdktf/provider-aws/lib/route53-health-check';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Construct } from 'constructs';
import { EVACUATION, GOOGLE_SWITCH } from '../contract/evacuation';
import { PATHS } from '../contract/http';
import { dnsNames } from '../contract/names';
import type { CertificateProofs } from './certificate-map';

export interface GoogleDnsProps {
  /** The hosted zone that holds `domain`. */
  readonly zoneId: string;
  /** The name that clients call; nothing is ever written at it here. */
  readonly domain: string;
  readonly regions: readonly string[];
  /** Google's address, IPv4. */
  readonly address: string;
  readonly certificateProofs: CertificateProofs;
  /**
   * A name that leads to one AWS Region alone, and answers there for `/switch/google`: by it people leave Google as a
   * whole.
   * @default - only its own failure takes Google out
   */
  readonly switchHeldAt?: string;
  /** @default 'quality' */
  readonly prefer?: 'quality' | 'locality';
}

/** At most 60 beside health checks, so that clients follow the verdict. */
const TTL_SECONDS = 60;
/** Shared by no record of the front door. */
const SET_IDENTIFIER = 'google';

/**
 * Google's place in the zone: the probed name of each region, `any.google` and `best.google` with their checks, and
 * the branches by which the front door's `any` and `best` fall over to them. Route 53 refuses an alias whose target is
 * missing, and a record that fails over needs its other half: deploy the front door first.
 */
export class GoogleDns extends Construct {
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: GoogleDnsProps,
  ) {
    super(scope, id);
    const { domain, regions, address, certificateProofs, switchHeldAt, prefer = 'quality' } = props;
    const names = dnsNames(domain);
    const levels = [
      { level: 'any', probe: 'serving', path: PATHS.serving, from: names.any, to: names.anyGoogle },
      { level: 'best', probe: 'preferred', path: PATHS.preferred, from: names.best, to: names.bestGoogle },
    ];
    const leave = switchHeldAt === undefined ? undefined : this.switch(switchHeldAt);
    for (const { level, probe, path, from, to } of prefer === 'quality' ? levels : levels.slice(0, 1)) {
      const probes = regions.map((region) => this.probe(probe, region, path));
      const target = this.addresses(level, to, this.oneOf(level, probes));
      this.branch(level, from, to, target, leave);
    }
    for (const region of regions) {
      this.record(`cell-${region}`, {
        name: names.googleCell(region),
        type: 'A',
        ttl: TTL_SECONDS,
        records: [address],
      });
    }
    this.proof('served', names.served, certificateProofs.served);
    this.proof('google', names.google, certificateProofs.google);
  }

  /** The regions are probed one by one, though they share an address: the host name sends each probe to its own. */
  private probe(probe: string, region: string, path: string): Route53HealthCheck {
    return new Route53HealthCheck(this, `${probe}-${region}`, {
      type: 'HTTPS',
      fqdn: dnsNames(this.props.domain).googleCell(region),
      port: 443,
      resourcePath: path,
      requestInterval: 10,
      failureThreshold: 3,
      enableSni: true,
      tags: { Name: `${probe}(google:${region})` },
    });
  }

  /**
   * Unhealthy while an AWS Region answers that Google is to be left. Inverted, and so unhealthy until it has data; any
   * other answer leaves Google in, and so does none.
   */
  private switch(fqdn: string): Route53HealthCheck {
    return new Route53HealthCheck(this, 'switch', {
      type: 'HTTPS_STR_MATCH',
      invertHealthcheck: true,
      fqdn,
      port: 443,
      resourcePath: EVACUATION.path(GOOGLE_SWITCH),
      searchString: EVACUATION.searchString(GOOGLE_SWITCH),
      requestInterval: 30,
      failureThreshold: 3,
      regions: EVACUATION.checkerRegions,
      enableSni: true,
      tags: { Name: 'switch(google)' },
    });
  }

  /** Healthy while one region is: behind one address the load balancer finds it. */
  private oneOf(level: string, probes: readonly Route53HealthCheck[]): Route53HealthCheck {
    return new Route53HealthCheck(this, `${level}-check`, {
      type: 'CALCULATED',
      childHealthchecks: probes.map((probe) => probe.id),
      childHealthThreshold: 1,
      tags: { Name: `${level}(google)` },
    });
  }

  /** A lone primary: a simple record's health check decides nothing, and a primary that is unhealthy ends its branch. */
  private addresses(level: string, name: string, check: Route53HealthCheck): Route53Record {
    return this.record(`${level}-google`, {
      name,
      type: 'A',
      ttl: TTL_SECONDS,
      records: [this.props.address],
      setIdentifier: SET_IDENTIFIER,
      failoverRoutingPolicy: { type: 'PRIMARY' },
      healthCheckId: check.id,
    });
  }

  private branch(level: string, from: string, to: string, target: Route53Record, leave?: Route53HealthCheck): void {
    this.record(level, {
      name: from,
      type: 'A',
      alias: { name: to, zoneId: this.props.zoneId, evaluateTargetHealth: true },
      setIdentifier: SET_IDENTIFIER,
      failoverRoutingPolicy: { type: 'SECONDARY' },
      // Both must be healthy, the switch and the target.
      ...(leave && { healthCheckId: leave.id }),
      dependsOn: [target],
    });
  }

  /** It stays for good: each renewal of Google's certificate asks for it again. */
  private proof(id: string, name: string, value: string): void {
    this.record(`proof-${id}`, { name: `_acme-challenge.${name}`, type: 'CNAME', ttl: 300, records: [value] });
  }

  private record(id: string, record: Omit<ConstructorParameters<typeof Route53Record>[2], 'zoneId'>): Route53Record {
    return new Route53Record(this, id, { zoneId: this.props.zoneId, ...record });
  }
}
