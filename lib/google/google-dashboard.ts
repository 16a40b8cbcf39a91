import { MonitoringDashboard } from '@cdktf/provider-google/lib/monitoring-dashboard';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { googleDashboardName } from '../topology/names';
import { dashboardBody } from './private/dashboard-body';
import {
  gatewayCharts,
  healthCharts,
  jobCharts,
  type ShownQueue,
  type ShownService,
  serviceCharts,
} from './private/dashboard-charts';

export interface GoogleDashboardProps {
  readonly project: string;
  /** What the names of its resources start with. */
  readonly prefix: string;
  /** The name that clients call, below which each region has a name of its own. */
  readonly domain: string;
  /** Of each region. */
  readonly gateways: readonly ShownService[];
  /** Servers of the fleet's own. */
  readonly servers: readonly ShownService[];
  /** Of each region, where a route takes jobs. */
  readonly queues: readonly ShownQueue[];
  /** The names of the alert policies whose incidents it lists: `projects/…/alertPolicies/…`. */
  readonly policies: readonly string[];
  /** In percent. @default 99.9 */
  readonly availability?: number;
  /** Where `understudy runbook` is published. @default - it is not linked */
  readonly runbook?: string;
}

/**
 * The Google cells at a glance, region by region: what they answered by tier, what they refused, how long it took, and
 * what raises alarms. One for all of them, since they answer behind one address, and most alerts are on all together.
 */
export class GoogleDashboard extends Construct {
  public readonly dashboard: MonitoringDashboard;

  public constructor(scope: Construct, id: string, props: GoogleDashboardProps) {
    super(scope, id);
    const { project, prefix, domain, gateways, servers, queues, policies, availability = 99.9, runbook } = props;
    const regions = gateways.map(({ region }) => region);
    const body = dashboardBody({
      displayName: googleDashboardName(prefix),
      introduction:
        `# ${prefix} on Google Cloud: ${regions.join(', ')}\n` +
        'What alarms mean and what to do stands in the runbook' +
        (runbook === undefined ? ' (`understudy runbook`).' : `: ${runbook}`),
      policyIds: policies.map((name) => Fn.basename(name)),
      charts: [
        ...gatewayCharts(prefix, availability),
        ...healthCharts(prefix, domain, regions),
        ...serviceCharts('Gateways', gateways),
        ...serviceCharts('Own servers', servers),
        ...jobCharts(queues),
      ],
    });
    this.dashboard = new MonitoringDashboard(this, 'Dashboard', { project, dashboardJson: JSON.stringify(body) });
  }
}
