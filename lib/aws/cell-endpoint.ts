import type { IDomainName } from 'aws-cdk-lib/aws-apigateway';
import type { ILoadBalancerV2 } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { IDependable } from 'constructs';
import { refuse } from '../contract/problem';
import type { AliasTarget } from './private/alias';
import { isInZone } from './private/names';

/** Something in one Region that serves, and to which Route 53 can lead by an alias. */
export class CellEndpoint {
  /** The regional domain of an API's custom domain. */
  public static apiGateway(domainName: IDomainName): CellEndpoint {
    const { domainNameAliasDomainName: dnsName, domainNameAliasHostedZoneId: hostedZoneId } = domainName;
    return new CellEndpoint({ dnsName, hostedZoneId }, [domainName]);
  }

  public static applicationLoadBalancer(loadBalancer: ILoadBalancerV2): CellEndpoint {
    return CellEndpoint.loadBalancer(loadBalancer);
  }

  public static networkLoadBalancer(loadBalancer: ILoadBalancerV2): CellEndpoint {
    return CellEndpoint.loadBalancer(loadBalancer);
  }

  /**
   * An A record that the zone already has. A name outside the zone would need a CNAME, which Route 53 refuses beside
   * the aliases of the same name.
   */
  public static domainName(name: string, zone: IHostedZone): CellEndpoint {
    refuse([
      !isInZone(name, zone.zoneName),
      {
        code: 'second-cloud-needs-address',
        path: 'CellEndpoint.domainName',
        message: 'an alias can only lead to a name in its own hosted zone',
        found: name,
        allowed: `a name in ${zone.zoneName}`,
        mend: `write an A record for it in ${zone.zoneName}, and give that record's name`,
      },
    ]);
    return new CellEndpoint({ dnsName: name, hostedZoneId: zone.hostedZoneId }, []);
  }

  private static loadBalancer(loadBalancer: ILoadBalancerV2): CellEndpoint {
    const { loadBalancerDnsName: dnsName, loadBalancerCanonicalHostedZoneId: hostedZoneId } = loadBalancer;
    return new CellEndpoint({ dnsName, hostedZoneId }, [loadBalancer]);
  }

  /** @internal */
  public readonly _target: AliasTarget;

  /**
   * What must be there before anybody is led here: a new health check is healthy until it has data, so a record that
   * came first would draw traffic to a cell that is still being made.
   * @internal
   */
  public readonly _after: readonly IDependable[];

  private constructor(target: AliasTarget, after: readonly IDependable[]) {
    this._target = target;
    this._after = after;
  }
}
