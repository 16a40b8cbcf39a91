import { Alarm, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { LEAST_ERRORS } from './burn-rate';

/**
 * How fast one route's error budget burns. Four alarms and two composites a route would be the cell's own way: here the
 * same rates, in a few windows in a row, are two alarms of two metrics each. Sure after the last window, over with it.
 */
const BURNS = [
  { id: 'Fast', rate: 14.4, window: Duration.minutes(5), inARow: 3 },
  { id: 'Slow', rate: 6, window: Duration.minutes(30), inARow: 3 },
] as const;

export interface RouteBurnProps {
  /** All routes of the cell. */
  readonly routes: readonly string[];
  /** In percent, below 100. */
  readonly availability: number;
  readonly requests: (route: string, period: Duration) => IMetric;
  readonly errors: (route: string, period: Duration) => IMetric;
  readonly describe: (what: string) => string;
}

/** A small route can burn alone and be nothing among all. With one route alone there is nothing to hide behind. */
export function routeBurnAlarms(scope: Construct, props: RouteBurnProps): Alarm[] {
  const { routes, availability, describe } = props;
  if (routes.length < 2) return [];
  return routes.flatMap((route) =>
    BURNS.map(({ id, rate, window, inARow }) => {
      const lasts = Duration.minutes(window.toMinutes() * inARow).toHumanString();
      return new Alarm(scope, `RouteBurn${id}-${route}`, {
        alarmDescription: describe(
          `Of the route ${route} alone, the error budget of 30 days (${availability} %) burns ${rate} times too fast, for ${lasts}.`,
        ),
        metric: new MathExpression({
          expression: `IF(errors >= ${LEAST_ERRORS}, errors / requests, 0)`,
          usingMetrics: { errors: props.errors(route, window), requests: props.requests(route, window) },
          label: `errors of ${route}`,
          period: window,
        }),
        threshold: Number((rate * (1 - availability / 100)).toPrecision(6)),
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: inARow,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
    }),
  );
}
