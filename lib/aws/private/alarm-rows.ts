import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { GATEWAY_METRICS } from '../../contract/metrics';
import { alarmText, type RunbookSection } from '../../contract/runbook';
import type { Gateway } from '../gateway';

/** One alarm: when it is raised, what it says, and the section of the runbook that says what to do. */
interface Row {
  readonly id: string;
  readonly metric: IMetric;
  readonly above: number;
  /** Minutes in a row. */
  readonly minutes: number;
  readonly what: string;
  readonly section: RunbookSection;
}

/** The metric of a gateway over all of its requests, or of those of one tier. */
export function gatewayMetric(
  gateway: Gateway,
  metricName: string,
  period: Duration,
  statistic: string = Stats.SUM,
  dimensions: Readonly<Record<string, string>> = {},
): Metric {
  return new Metric({
    namespace: GATEWAY_METRICS.namespace,
    metricName,
    dimensionsMap: { Function: gateway.function.functionName, Cell: gateway._parts.cell, ...dimensions },
    statistic,
    period,
  });
}

/** Share of the answers of a window that one tier gave, once there are enough to speak of one. */
const DEGRADED_WINDOW = Duration.minutes(15);
const LEAST_ANSWERS = 20;

/** What of a tier is no news: a second model answers a few, the deterministic tier hardly any. */
const USUAL_SHARE: Readonly<Record<number, number>> = { 2: 0.1, 3: 0.01 };

/**
 * What a gateway's own metrics and those of its services tell.
 * @param recoverySeconds the objective: what lasts longer than a recovery may is no hiccup
 */
export function gatewayAlarms(
  scope: Construct,
  gateway: Gateway,
  tiers: readonly number[],
  recoverySeconds: number,
  runbook: string | undefined,
): Alarm[] {
  const minute = Duration.minutes(1);
  const of = (name: string, statistic?: string) => gatewayMetric(gateway, name, minute, statistic);
  const patience = Math.ceil(recoverySeconds / 60);
  const rows: readonly Row[] = [
    ...tiers.slice(1).map((tier): Row => {
      const share = USUAL_SHARE[tier] ?? 0.1;
      return {
        id: `DegradedToTier${tier}`,
        metric: tierShare(gateway, tiers, tier),
        above: share,
        minutes: 1,
        what: `Tier ${tier} gives more than ${share * 100} % of the answers: better tiers fail or are passed over.`,
        section: 'see',
      };
    }),
    {
      id: 'BelowFloor',
      metric: of(GATEWAY_METRICS.belowFloor),
      above: 0,
      minutes: patience,
      what: 'Requests are refused, since no rung at their floor answers, for longer than a recovery may take.',
      section: 'evacuate',
    },
    {
      id: 'OutsideFence',
      metric: of(GATEWAY_METRICS.outsideFence),
      above: 0,
      minutes: 1,
      what: 'Requests are refused, since no rung here lies within their residency or declares their controls.',
      section: 'see',
    },
    {
      id: 'BreakersOpening',
      metric: gatewayMetric(gateway, GATEWAY_METRICS.breakerOpen, Duration.minutes(5)),
      above: 2,
      minutes: 1,
      what: 'Breakers open again and again: a model or its endpoint fails.',
      section: 'rung',
    },
    {
      id: 'NeedsAPerson',
      metric: of(GATEWAY_METRICS.alarms),
      above: 0,
      minutes: 1,
      what: 'A provider refuses its key, or has no such model: only a person mends that.',
      section: 'see',
    },
    {
      id: 'RungDisabled',
      metric: gatewayMetric(gateway, GATEWAY_METRICS.rungDisabled, Duration.minutes(5), Stats.MAXIMUM),
      above: 0,
      minutes: 1,
      what: "A rung is passed over by a person's order, which an object rungs/… of this cell's bucket holds.",
      section: 'rung',
    },
    {
      id: 'Shedding',
      metric: of(GATEWAY_METRICS.sheds),
      above: 0,
      minutes: patience,
      what: 'More is asked than can be answered as fast as usual.',
      section: 'load',
    },
    {
      id: 'GatewayThrottled',
      metric: gateway.function.metricThrottles({ period: minute }),
      above: 0,
      minutes: patience,
      what: 'The gateway has no concurrency left.',
      section: 'load',
    },
    {
      id: 'GatewayFailing',
      metric: gateway.function.metricErrors({ period: minute }),
      above: 0,
      minutes: patience,
      what: 'The gateway itself fails or takes too long: after a release, that release.',
      section: 'rollBack',
    },
    {
      id: 'ApiFailing',
      metric: gateway.api.deploymentStage.metricServerError({ period: minute, statistic: Stats.AVERAGE }),
      above: 0.05,
      minutes: patience,
      what: 'The API answers more than 5 % with 5xx, whoever it is that fails.',
      section: 'evacuate',
    },
    {
      id: 'ProbesThrottled',
      metric: gateway.healthFunction.metricThrottles({ period: minute }),
      above: 0,
      minutes: 1,
      what: 'Probes are throttled: this cell may leave DNS for that alone.',
      section: 'load',
    },
    {
      id: 'ProbesFailing',
      metric: gateway.healthFunction.metricErrors({ period: minute }),
      above: 0,
      minutes: 2,
      what: 'The function that answers probes fails.',
      section: 'rollBack',
    },
  ];
  return rows.map(
    ({ id, metric, above, minutes, what, section }) =>
      new Alarm(scope, id, {
        alarmDescription: alarmText(what, section, runbook),
        metric,
        threshold: above,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: minutes,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
  );
}

/** @see https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html */
export function certificateAlarm(scope: Construct, gateway: Gateway, runbook: string | undefined): Alarm {
  return new Alarm(scope, 'CertificateExpires', {
    alarmDescription: alarmText(
      'The certificate ends within 30 days: ACM renews it 60 days before, so its proof in DNS is lost.',
      'certificate',
      runbook,
    ),
    metric: gateway._parts.certificate.metricDaysToExpiry({ period: Duration.days(1) }),
    threshold: 30,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
}

function tierShare(gateway: Gateway, tiers: readonly number[], tier: number): MathExpression {
  const of = (one: number) =>
    gatewayMetric(gateway, GATEWAY_METRICS.answers, DEGRADED_WINDOW, Stats.SUM, { Tier: String(one) });
  // A tier that gave no answer has no data, which is none of them.
  const all = tiers.map((one) => `FILL(t${one}, 0)`).join(' + ');
  return new MathExpression({
    expression: `IF((${all}) >= ${LEAST_ANSWERS}, FILL(t${tier}, 0) / (${all}), 0)`,
    usingMetrics: Object.fromEntries(tiers.map((one) => [`t${one}`, of(one)])),
    label: `share of tier ${tier}`,
    period: DEGRADED_WINDOW,
  });
}
