import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IAlarm,
  type IMetric,
  type IWidget,
  MathExpression,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { DASHBOARD_TITLES } from '../contract/dashboard';
import { GATEWAY_METRICS, PROBER_METRICS } from '../contract/metrics';
import type { Gateway } from './gateway';
import type { JobQueue } from './job-queue';
import { gatewayMetric } from './private/alarm-rows';
import type { Prober } from './prober';

export interface CellDashboardProps {
  readonly gateway: Gateway;
  /** @default - nothing of its verdicts is shown */
  readonly prober?: Prober;
  /** @default - no queue is shown */
  readonly jobs?: JobQueue;
  /** @default - none is shown */
  readonly alarms?: IAlarm[];
  /**
   * Dashboards are the whole account's: the name must tell the Region.
   * @default - a generated name
   */
  readonly dashboardName?: string;
}

const PERIOD = Duration.minutes(1);

/**
 * A widget shows no more, and a fleet of many routes has more.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
const MOST_ALARMS = 100;

function inHundreds(alarms: readonly IAlarm[]): IAlarm[][] {
  const widgets = Math.ceil(alarms.length / MOST_ALARMS);
  return Array.from({ length: widgets }, (_, at) => alarms.slice(at * MOST_ALARMS, (at + 1) * MOST_ALARMS));
}

/** One Region's gateway at a glance: what it answered by tier, what it refused, how long it took, and what raises alarms. */
export class CellDashboard extends Construct {
  public readonly dashboard: Dashboard;

  public constructor(scope: Construct, id: string, props: CellDashboardProps) {
    super(scope, id);
    const { gateway, prober, jobs, alarms = [] } = props;
    const { region } = Stack.of(this);
    const { cell, tiers } = gateway._parts;
    const of = (name: string, statistic: string = Stats.SUM) => gatewayMetric(gateway, name, PERIOD, statistic);
    const graph = (title: string, ...left: IMetric[]) => new GraphWidget({ title, left, width: 12, height: 6, region });
    const rows: IWidget[][] = [
      [new TextWidget({ markdown: `# ${cell}`, width: 24, height: 1 })],
      ...inHundreds(alarms).map((some) => [
        new AlarmStatusWidget({ title: 'Alarms', alarms: some, width: 24, height: 4 }),
      ]),
      [
        graph(
          DASHBOARD_TITLES.answers,
          ...tiers.map((tier) =>
            gatewayMetric(gateway, GATEWAY_METRICS.answers, PERIOD, Stats.SUM, { Tier: String(tier) }).with({
              label: `tier ${tier}`,
            }),
          ),
        ),
        graph(
          DASHBOARD_TITLES.notAnswered,
          of(GATEWAY_METRICS.errors),
          of(GATEWAY_METRICS.belowFloor),
          of(GATEWAY_METRICS.outsideFence),
          of(GATEWAY_METRICS.sheds),
        ),
      ],
      [
        graph(
          DASHBOARD_TITLES.latency,
          ...[GATEWAY_METRICS.latency, GATEWAY_METRICS.firstContent].flatMap((name) => [
            of(name, 'p50'),
            of(name, 'p99'),
          ]),
        ),
        graph(
          DASHBOARD_TITLES.availability,
          new MathExpression({
            expression: '100 * (1 - errors / requests)',
            usingMetrics: { errors: of(GATEWAY_METRICS.errors), requests: of(GATEWAY_METRICS.requests) },
            label: 'answered',
            period: PERIOD,
          }),
        ),
      ],
      [
        graph(
          'Functions: throttles, errors',
          gateway.function.metricThrottles({ period: PERIOD, label: 'gateway throttled' }),
          gateway.function.metricErrors({ period: PERIOD, label: 'gateway failed' }),
          gateway.healthFunction.metricThrottles({ period: PERIOD, label: 'probes throttled' }),
        ),
        graph(
          DASHBOARD_TITLES.breakers,
          of(GATEWAY_METRICS.breakerOpen),
          of(GATEWAY_METRICS.rungDisabled, Stats.MAXIMUM),
        ),
      ],
    ];
    const last: IWidget[] = [];
    if (prober !== undefined) {
      const verdict = (name: string) => prober._metric(name, Stats.AVERAGE);
      last.push(graph(DASHBOARD_TITLES.verdicts, verdict(PROBER_METRICS.serving), verdict(PROBER_METRICS.preferred)));
    }
    if (jobs !== undefined) {
      last.push(
        graph(
          DASHBOARD_TITLES.jobs,
          jobs.queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, label: 'waiting' }),
          jobs.queue.metricApproximateAgeOfOldestMessage({ period: PERIOD, label: 'age of the oldest, s' }),
          jobs.deadLetterQueue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, label: 'dead' }),
        ),
      );
    }
    this.dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: props.dashboardName,
      widgets: last.length === 0 ? rows : [...rows, last],
    });
  }
}
