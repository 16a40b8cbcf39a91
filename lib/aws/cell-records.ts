import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IHealthCheck, IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { dnsNames } from '../contract/names';
import { refuse } from '../contract/problem';
import type { CellEndpoint } from './cell-endpoint';
import type { EvacuationSwitch } from './evacuation-switch';
import type { HealthProbe } from './health-probe';
import { alias } from './private/alias';
import { allOf, endpointCheck, metricCheck } from './private/health-checks';
import { refuseOutsideZone } from './private/zone-rules';

export interface CellRecordsProps {
  /** The zone that holds `domain`. */
  readonly zone: IHostedZone;
  /** The name that clients call: `ai.example.com`. */
  readonly domain: string;
  /** What answers for the served name in this Region. */
  readonly endpoint: CellEndpoint;
  /**
   * What answers for the cell's own name, `<region>.aws.<domain>`, which is probed.
   * @default - `endpoint`
   */
  readonly ownEndpoint?: CellEndpoint;
  /** Healthy while the cell can meet the floor. */
  readonly serving: HealthProbe;
  /**
   * Healthy while the cell has its preferred tier. With it the cell also stands among the best.
   * @default - the cell stands among `any` alone
   */
  readonly preferred?: HealthProbe;
  /**
   * An alarm of this Region on how its preferred tier answers: one metric of standard resolution, without M-of-N. While
   * it breaches, the cell stands among `any` alone; while it has no data it counts as healthy.
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html
   * @default - the preferred probe decides alone
   */
  readonly quality?: IAlarm;
  /**
   * By which people take the cell out of DNS.
   * @default - only its own failure does
   */
  readonly evacuation?: EvacuationSwitch;
  /**
   * The Region by whose latency Route 53 chooses.
   * @default - the stack's Region
   */
  readonly region?: string;
}

/**
 * One Region's place in the zone: its latency records among `any.aws` and `best.aws`, its own name, and the health
 * checks that decide. It knows neither the front door above nor the other Regions beside it, so each Region's stack
 * can hold its own.
 *
 * EvaluateTargetHealth alone never fails an API Gateway over, so every latency record has an explicit check.
 */
export class CellRecords extends Construct {
  /** Healthy while this cell may be chosen at all. */
  public readonly anyCheck: IHealthCheck;
  /** Healthy while this cell may be chosen among the best; none without a preferred probe. */
  public readonly bestCheck?: IHealthCheck;
  /** The cell's own name, which leads to it alone. */
  public readonly ownName: string;

  public constructor(scope: Construct, id: string, props: CellRecordsProps) {
    super(scope, id);
    const region = props.region ?? Stack.of(this).region;
    refuse([
      Token.isUnresolved(region),
      {
        code: 'region-not-known',
        path: `${this.node.path}.region`,
        message: 'a latency record names a Region, and this stack has none yet',
        allowed: 'a Region such as eu-west-1',
        mend: 'give the stack an `env` with a Region, or these records a `region`',
      },
    ]);

    const { zone, endpoint } = props;
    refuseOutsideZone(this, props.domain, zone);
    const names = dnsNames(props.domain);
    this.ownName = names.awsCell(region);
    const probe = (checkId: string, { host = this.ownName, ...rest }: HealthProbe) =>
      endpointCheck(this, checkId, `${checkId.toLowerCase()}(${region})`, { host, ...rest });

    const serving = probe('Serving', props.serving);
    const common = [serving, ...(props.evacuation === undefined ? [] : [props.evacuation.healthCheck])];
    const counted = (checkId: string, level: string, children: readonly IHealthCheck[]) => {
      const check = allOf(this, checkId, `${level}(${region})`, children);
      // A new switch is unhealthy until it has data: it is made first, and counted when all else is there.
      if (props.evacuation !== undefined) check.node.addDependency(...endpoint._after);
      return check;
    };
    this.anyCheck = counted('AnyCheck', 'any', common);
    const latency = { zone, region, setIdentifier: region, target: endpoint._target, after: endpoint._after };
    alias(this, 'Any', {
      ...latency,
      name: names.anyAws,
      healthCheck: this.anyCheck,
      comment: `${region} while it can meet the floor`,
    });

    if (props.preferred !== undefined) {
      const preferred = probe('Preferred', props.preferred);
      const quality = props.quality && [
        metricCheck(this, 'Quality', `quality(${region})`, props.quality, Stack.of(props.quality).region),
      ];
      this.bestCheck = counted('BestCheck', 'best', [...common, preferred, ...(quality ?? [])]);
      alias(this, 'Best', {
        ...latency,
        name: names.bestAws,
        healthCheck: this.bestCheck,
        comment: `${region} while it has its preferred tier`,
      });
    }

    const own = props.ownEndpoint ?? endpoint;
    alias(this, 'Own', {
      zone,
      name: this.ownName,
      target: own._target,
      after: own._after,
      comment: `${region} alone: what is probed`,
    });
  }
}
