import {
  Alarm,
  AlarmRule,
  AlarmState,
  ComparisonOperator,
  CompositeAlarm,
  type IMetric,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** How fast the error budget of 30 days burns: two windows, so that an alarm is both sure and soon over. */
interface Burn {
  readonly id: string;
  readonly rate: number;
  readonly long: Duration;
  readonly short: Duration;
}

/**
 * 2 % of the budget within an hour, and 5 % within six.
 * @see https://sre.google/workbook/alerting-on-slos/
 */
const BURNS: readonly Burn[] = [
  { id: 'Fast', rate: 14.4, long: Duration.hours(1), short: Duration.minutes(5) },
  { id: 'Slow', rate: 6, long: Duration.hours(6), short: Duration.minutes(30) },
];

/** Fewer errors than this in a window are no rate: one of ten requests would be ten percent. */
export const LEAST_ERRORS = 3;

export interface BurnRateProps {
  /** In percent, below 100. */
  readonly availability: number;
  readonly requests: (period: Duration) => IMetric;
  readonly errors: (period: Duration) => IMetric;
  readonly describe: (what: string) => string;
}

/** An alarm for each speed, and what they are made of, which tells nobody. */
export interface BurnRateAlarms {
  readonly alarms: readonly CompositeAlarm[];
  readonly parts: readonly Alarm[];
}

export function burnRateAlarms(scope: Construct, props: BurnRateProps): BurnRateAlarms {
  const budget = 1 - props.availability / 100;
  const made = BURNS.map(({ id, rate, long, short }) => {
    const parts = [long, short].map((period) => {
      const expression = `IF(errors >= ${LEAST_ERRORS}, errors / requests, 0)`;
      return new Alarm(scope, `Burn${id}-${period.toMinutes()}m`, {
        alarmDescription: `A part of the alarm on the ${id.toLowerCase()} burning of the error budget; tells nobody.`,
        metric: new MathExpression({
          expression,
          usingMetrics: { errors: props.errors(period), requests: props.requests(period) },
          label: `errors of ${period.toHumanString()}`,
          period,
        }),
        // Rounded, so that a template says 0.0144 and not 0.014400000000000013.
        threshold: Number((rate * budget).toPrecision(6)),
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
    });
    const alarm = new CompositeAlarm(scope, `Burn${id}`, {
      alarmDescription: props.describe(
        `The error budget of 30 days (${props.availability} %) burns ${rate} times too fast, for ` +
          `${long.toHumanString()} and still in the last ${short.toHumanString()}.`,
      ),
      alarmRule: AlarmRule.allOf(...parts.map((part) => AlarmRule.fromAlarm(part, AlarmState.ALARM))),
    });
    return { alarm, parts };
  });
  return { alarms: made.map(({ alarm }) => alarm), parts: made.flatMap(({ parts }) => parts) };
}
