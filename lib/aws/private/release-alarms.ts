import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { CellId } from '../../contract/cell';
import { GATEWAY_METRICS, JOB_METRICS } from '../../contract/metrics';
import { alarmText } from '../../contract/runbook';

/** As long as it takes until a tenth of the requests says something. */
const WINDOW = Duration.minutes(5);

/** Fewer are no rate: one of ten requests would be ten percent. */
const LEAST_FAILURES = 3;
/** Fewer have no percentile worth the name. */
const LEAST_TIMED = 50;

interface Row {
  readonly id: string;
  readonly metric: IMetric;
  readonly above: number;
  /** Windows in a row. */
  readonly windows: number;
  readonly what: string;
}

/**
 * How the version that is released fares, beside the rest of its cell. So a model that is down for all of them stops no
 * release, least of all the one that mends it; and an alarm about the last release says nothing about the next.
 */
export function releaseAlarms(scope: Construct, gateway: Alias, cell: CellId): Alarm[] {
  const { requests, errors, degraded, latency } = GATEWAY_METRICS;
  const rows: readonly Row[] = [
    {
      id: 'ReleaseErrors',
      metric: worse(gateway, cell, errors),
      above: 0.02,
      windows: 1,
      what: 'The share of errors of the new version is 2 points above that of the others.',
    },
    {
      id: 'ReleaseDegraded',
      metric: worse(gateway, cell, degraded),
      above: 0.1,
      windows: 1,
      what: 'The new version answers from below the preferred tier more often than the others, by 10 points.',
    },
    {
      id: 'ReleaseSlow',
      metric: new MathExpression({
        expression: `IF(FILL(released, 0) >= ${LEAST_TIMED}, slow / usual, 1)`,
        usingMetrics: {
          released: of(gateway, cell, requests, Stats.SUM, true),
          slow: of(gateway, cell, latency, Stats.p(90), true),
          usual: of(gateway, cell, latency, Stats.p(90), false),
        },
        label: 'p90 of the new version by that of all',
        period: WINDOW,
      }),
      above: 2,
      // A hard question or two are no release.
      windows: 2,
      what: 'A tenth of the answers of the new version takes more than twice as long as a tenth of all.',
    },
    crashes(gateway, 'gateway'),
  ];
  return rows.map((row) => alarmOf(scope, row));
}

/** How the version that works jobs off fares, beside the rest of its cell: jobs that fail are no failed calls of it. */
export function workerReleaseAlarms(scope: Construct, worker: Alias, cell: CellId): Alarm[] {
  const unanswered: Row = {
    id: 'ReleaseUnanswered',
    metric: worse(worker, cell, JOB_METRICS.unanswered, JOB_METRICS.tries),
    above: 0.1,
    windows: 1,
    what: 'The new version of the worker leaves tries without an answer more often than the others, by 10 points.',
  };
  return [unanswered, crashes(worker, 'worker')].map((row) => alarmOf(scope, row));
}

/** The health function has no metrics of its own. */
export function healthReleaseAlarm(scope: Construct, health: Alias): Alarm {
  return alarmOf(scope, crashes(health, 'function that answers probes'));
}

function alarmOf(scope: Construct, { id, metric, above, windows, what }: Row): Alarm {
  return new Alarm(scope, id, {
    alarmDescription: alarmText(`${what} While it is rolled out, it is taken back.`, 'rollBack', undefined),
    metric,
    threshold: above,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: windows,
    // Also before the first release, and of a cell that nobody asks.
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
}

/** What Lambda itself counts of a version: the only sign of one that does not even start. */
function crashes(alias: Alias, who: string): Row {
  const { functionName } = alias.lambda;
  return {
    id: 'ReleaseCrashes',
    metric: new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Errors',
      // @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
      dimensionsMap: {
        FunctionName: functionName,
        Resource: `${functionName}:${alias.aliasName}`,
        ExecutedVersion: alias.version.version,
      },
      statistic: Stats.SUM,
      period: WINDOW,
    }),
    above: LEAST_FAILURES - 1,
    windows: 1,
    what: `The new version of the ${who} fails to start, fails, or takes too long.`,
  };
}

/** By how much of all that it was asked, or another metric, the new version does something more often than the others. */
function worse(
  alias: Alias,
  cell: CellId,
  metricName: string,
  among: string = GATEWAY_METRICS.requests,
): MathExpression {
  const others = 'IF(all > released, (FILL(count, 0) - FILL(releasedCount, 0)) / (all - released), 0)';
  return new MathExpression({
    expression: `IF(FILL(releasedCount, 0) >= ${LEAST_FAILURES}, releasedCount / released - ${others}, 0)`,
    usingMetrics: {
      released: of(alias, cell, among, Stats.SUM, true),
      all: of(alias, cell, among, Stats.SUM, false),
      releasedCount: of(alias, cell, metricName, Stats.SUM, true),
      count: of(alias, cell, metricName, Stats.SUM, false),
    },
    label: `${metricName}, the new version less the others`,
    period: WINDOW,
  });
}

/** Of the version that is released alone, or of all of the cell. */
function of(alias: Alias, cell: CellId, metricName: string, statistic: string, released: boolean): Metric {
  const { functionName } = alias.lambda;
  return new Metric({
    namespace: GATEWAY_METRICS.namespace,
    metricName,
    dimensionsMap: {
      Function: functionName,
      Cell: cell,
      ...(released && { Version: alias.version.version }),
    },
    statistic,
    period: WINDOW,
  });
}
