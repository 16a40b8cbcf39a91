import { HealthCheck, HealthCheckType, type IHealthCheck } from 'aws-cdk-lib/aws-route53';
import { Duration, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { EVACUATION } from '../contract/evacuation';
import { refuse } from '../contract/problem';
import { named } from './private/health-checks';

export interface EvacuationSwitchProps {
  /** A name that leads to another Region alone, and answers there for `/switch/<region>`: never this Region's own. */
  readonly heldAt: string;
  /**
   * The Region that is left by the switch.
   * @default - the stack's Region
   */
  readonly region?: string;
  /**
   * Instead of all else.
   * @internal
   */
  readonly _routingControlArn?: string;
}

/**
 * By which people take a Region out of DNS without its help and without any control plane: a check that is unhealthy
 * while another Region answers `understudy-evacuate:<region>;` on `/switch/<region>`, which it does while an object lies
 * in a private bucket there. Give it to the Region's `CellRecords`; a `SwitchHolder` in the other Region answers, or its
 * `Gateway`.
 *
 * Any other answer leaves the Region in, and so does none: a plain inverted check would take each 2xx or 3xx for an
 * order, and one bad release would empty the fleet. So a holder that dies also ends the evacuation that it held.
 *
 * A new inverted check is unhealthy until it has data, for about 100 s: add the switch to one Region at a time.
 */
export class EvacuationSwitch extends Construct {
  /**
   * In its place, where a team runs Amazon Application Recovery Controller: a routing control that is off takes the
   * Region out. The control belongs to a cluster of the team's own; nothing of this library moves it.
   * @param routingControlArn `arn:aws:route53-recovery-control::<account>:controlpanel/…/routingcontrol/…`
   */
  public static routingControl(scope: Construct, id: string, routingControlArn: string): EvacuationSwitch {
    return new EvacuationSwitch(scope, id, { _routingControlArn: routingControlArn } as EvacuationSwitchProps);
  }

  /** Unhealthy while the Region is to be left. */
  public readonly healthCheck: IHealthCheck;

  public constructor(scope: Construct, id: string, props: EvacuationSwitchProps) {
    super(scope, id);
    const region = props.region ?? Stack.of(this).region;
    this.healthCheck = named(this.check(region, props), `switch(${region})`);
  }

  private check(region: string, { heldAt, _routingControlArn: routingControl }: EvacuationSwitchProps): HealthCheck {
    if (routingControl !== undefined) {
      return new HealthCheck(this, 'Check', { type: HealthCheckType.RECOVERY_CONTROL, routingControl });
    }
    refuse(
      [
        Token.isUnresolved(region),
        {
          code: 'region-not-known',
          path: `${this.node.path}.region`,
          message: "a switch is one Region's, and this stack has none yet",
          allowed: 'a Region such as eu-west-1',
          mend: 'give the stack an `env` with a Region, or the switch a `region`',
        },
      ],
      [
        !Token.isUnresolved(region) && heldAt.split('.').includes(region),
        {
          code: 'switch-held-by-itself',
          path: `${this.node.path}.heldAt`,
          message: 'a Region that is lost cannot say that it is to be left',
          found: heldAt,
          allowed: 'a name that leads to another Region alone',
          mend: 'name another Region that serves',
        },
      ],
    );
    return new HealthCheck(this, 'Check', {
      type: HealthCheckType.HTTPS_STR_MATCH,
      inverted: true,
      fqdn: heldAt,
      port: 443,
      resourcePath: EVACUATION.path(region),
      searchString: EVACUATION.searchString(region),
      requestInterval: Duration.seconds(30),
      failureThreshold: 3,
      regions: EVACUATION.checkerRegions,
      enableSNI: true,
    });
  }
}
