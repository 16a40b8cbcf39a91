import { type Alarm, type AlarmBase, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { GATEWAY_METRICS } from '../contract/metrics';
import { alarmText } from '../contract/runbook';
import type { Gateway } from './gateway';
import { certificateAlarm, gatewayAlarms, gatewayMetric } from './private/alarm-rows';
import { burnRateAlarms } from './private/burn-rate';
import { routeBurnAlarms } from './private/route-burn';

export interface CellAlarmsProps {
  readonly gateway: Gateway;
  /**
   * Whom they tell: a topic of this Region.
   * @default - a topic of its own, which is to be subscribed to
   */
  readonly topic?: ITopic;
  /**
   * The name of that own topic.
   * @default - a generated name
   */
  readonly topicName?: string;
  /**
   * Where `understudy runbook` is published.
   * @default - alarms name the section alone
   */
  readonly runbookUrl?: string;
  /**
   * Of the requests of 30 days, the share in percent that is answered at its floor.
   * @default 99.9
   */
  readonly availability?: number;
  /**
   * How long a recovery may take: what lasts longer is no hiccup.
   * @default Duration.seconds(150)
   */
  readonly recovery?: Duration;
}

/**
 * The alarms of one Region's gateway: how fast its error budget burns, in all and by route, how much of it is answered below the first tier,
 * what is refused, what people have switched off, and the services below. Each says what to do, and where that stands.
 */
export class CellAlarms extends Construct {
  public readonly topic: ITopic;
  /** Those that tell somebody. */
  public readonly alarms: AlarmBase[];
  private readonly silent: ReadonlySet<Alarm>;

  public constructor(scope: Construct, id: string, props: CellAlarmsProps) {
    super(scope, id);
    const { gateway, runbookUrl, availability = 99.9, recovery = Duration.seconds(150) } = props;
    this.topic = props.topic ?? new Topic(this, 'Topic', { topicName: props.topicName, enforceSSL: true });
    const burn = burnRateAlarms(this, {
      availability,
      requests: (period) => gatewayMetric(gateway, GATEWAY_METRICS.requests, period),
      errors: (period) => gatewayMetric(gateway, GATEWAY_METRICS.errors, period),
      describe: (what) => alarmText(what, 'evacuate', runbookUrl),
    });
    const { tiers, config } = gateway._parts;
    const routes = routeBurnAlarms(this, {
      ...{ availability, routes: config.routes.map(({ name }) => name) },
      requests: (Route, period) => gatewayMetric(gateway, GATEWAY_METRICS.requests, period, Stats.SUM, { Route }),
      errors: (Route, period) => gatewayMetric(gateway, GATEWAY_METRICS.errors, period, Stats.SUM, { Route }),
      describe: (what) => alarmText(what, 'see', runbookUrl),
    });
    this.silent = new Set(burn.parts);
    this.alarms = [
      ...burn.alarms,
      ...routes,
      ...gatewayAlarms(this, gateway, tiers, recovery.toSeconds(), runbookUrl),
      certificateAlarm(this, gateway, runbookUrl),
    ];
    for (const alarm of this.alarms) this.tell(alarm);
  }

  /**
   * Has other alarms tell the same topic; those that tell already do not twice.
   * @internal
   */
  public _tellAll(alarms: readonly AlarmBase[]): void {
    for (const alarm of alarms) {
      if (this.alarms.includes(alarm) || this.silent.has(alarm as Alarm)) continue;
      this.tell(alarm);
      this.alarms.push(alarm);
    }
  }

  /** When it begins, and when it is over: who was called wants to know. */
  private tell(alarm: AlarmBase): void {
    const action = new SnsAction(this.topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
}
