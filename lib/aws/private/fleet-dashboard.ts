import { Dashboard, GraphWidget, MathExpression, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { GATEWAY_METRICS, PROBER_METRICS } from '../../contract/metrics';
import { servicePrefix } from '../../topology/names';
import type { Topology } from '../../topology/topology';

/** Where Route 53 publishes the metrics of all health checks. */
const HEALTH_CHECKS_REGION = 'us-east-1';

const PERIOD = Duration.minutes(1);

/**
 * All Regions side by side, and the health checks that lead clients. It refers to no other stack: it searches metrics by
 * the cell, so that two fleets of one account that share a Region are shown together there.
 */
export function fleetDashboard(scope: Construct, topology: Topology): Dashboard {
  const { service, stage, awsCells } = topology;
  const found = (label: string, expression: string, searchRegion: string) =>
    new MathExpression({ expression, label, searchRegion, usingMetrics: {}, period: PERIOD });
  const ofCell = (metric: string, dimensions: string, statistic: string) =>
    awsCells.map(({ id, region }) =>
      found(
        region,
        `SEARCH('{${GATEWAY_METRICS.namespace},${dimensions}} MetricName="${metric}" Cell="${id}"', '${statistic}', 60)`,
        region,
      ),
    );
  const graph = (title: string, left: MathExpression[], width = 12) =>
    new GraphWidget({ title, left, width, height: 6 });
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: `${servicePrefix(service, stage)}-fleet`,
    widgets: [
      [new TextWidget({ markdown: `# ${servicePrefix(service, stage)}: all Regions`, width: 24, height: 1 })],
      [
        graph('Requests by Region', ofCell(GATEWAY_METRICS.requests, 'Cell,Function', 'Sum')),
        graph('Errors by Region', ofCell(GATEWAY_METRICS.errors, 'Cell,Function', 'Sum')),
      ],
      [
        graph('Answers by tier', ofCell(GATEWAY_METRICS.answers, 'Cell,Function,Tier', 'Sum')),
        graph('Serving, by the probers', ofCell(PROBER_METRICS.serving, 'Cell,Function', 'Average')),
      ],
      [
        graph(
          'Health checks of this account, by Route 53 (1 is healthy)',
          [
            found(
              'check',
              `SEARCH('{AWS/Route53,HealthCheckId} MetricName="HealthCheckStatus"', 'Minimum', 60)`,
              HEALTH_CHECKS_REGION,
            ),
          ],
          24,
        ),
      ],
    ],
  });
}
