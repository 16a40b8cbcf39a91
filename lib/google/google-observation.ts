import { MonitoringUptimeCheckConfig } from '@cdktf/provider-google/lib/monitoring-uptime-check-config';
import { Construct } from 'constructs';
import { PATHS } from '../contract/http';
import { dnsNames } from '../contract/names';
import type { Alarms } from '../topology/topology';
import type { RegionalService } from './global-load-balancer';
import { alertPolicy } from './private/alert-policy';
import { type AlertRow, alertRows } from './private/alert-rows';
import { countedMetric, countedSeries } from './private/counted-metric';
import { COUNTED } from './private/gateway-counted';
import { uptimeSeries } from './private/uptime-series';

export interface GoogleObservationProps {
  readonly project: string;
  /** What the names of its resources start with. */
  readonly prefix: string;
  /** The name that clients call, below which each region has a name of its own. */
  readonly domain: string;
  /** The gateways whose log is read. */
  readonly services: readonly RegionalService[];
  /** @default - alerts tell nobody, and are seen in the console */
  readonly alarms?: Alarms;
  /** In percent. @default 99.9 */
  readonly availability?: number;
}

/**
 * As Google's own alerts on certificates have it. The metric counts in days.
 * @see https://docs.cloud.google.com/monitoring/api/metrics_gcp_i_o
 */
const CERTIFICATE_DAYS = 15;

/**
 * What tells people how the Google cells are: metrics from the lines that the gateways write anyway, alert policies on
 * them, and an uptime check of each region by its own name. Uptime checks are for people; Route 53's checks move traffic.
 */
export class GoogleObservation extends Construct {
  public constructor(scope: Construct, id: string, props: GoogleObservationProps) {
    super(scope, id);
    const { project, prefix, domain, services, alarms, availability = 99.9 } = props;
    const names = [...new Set(services.map(({ serviceName }) => serviceName))];
    const which = `(${names.map((name) => `resource.labels.service_name="${name}"`).join(' OR ')})`;
    const writers = { resource: 'cloud_run_revision', which } as const;
    const metrics = Object.entries(COUNTED).map(([name, counted]) =>
      countedMetric(this, `Metric-${name}`, counted, { project, prefix, name, writers }),
    );
    const series = (name: string, more?: string) => countedSeries(prefix, name, writers.resource, more);
    for (const row of alertRows(series, availability))
      alertPolicy(this, row, { project, prefix, alarms, dependsOn: metrics });

    for (const { region } of services) {
      const host = dnsNames(domain).googleCell(region);
      const check = new MonitoringUptimeCheckConfig(this, `Uptime-${region}`, {
        project,
        displayName: `${prefix}: ${region} serves`,
        timeout: '10s',
        period: '60s',
        httpCheck: { path: PATHS.serving, port: 443, useSsl: true, validateSsl: true },
        monitoredResource: { type: 'uptime_url', labels: { project_id: project, host } },
      });
      const ofCheck = { check_id: check.uptimeCheckId };
      const row: AlertRow = {
        id: `Down-${region}`,
        // Most of the places that ask.
        query: `avg(avg_over_time(${uptimeSeries('check_passed', ofCheck)}[3m])) < 0.5`,
        what: `Asked from outside, ${host} does not say that it serves.`,
        section: 'see',
        severity: 'CRITICAL',
      };
      const expires: AlertRow = {
        id: `CertificateExpires-${region}`,
        query: `min(min_over_time(${uptimeSeries('time_until_ssl_cert_expires', ofCheck)}[1h])) < ${CERTIFICATE_DAYS}`,
        what: `The certificate that ${host} shows ends within ${CERTIFICATE_DAYS} days, and should have been renewed by now: its proof in DNS is lost.`,
        section: 'certificate',
        severity: 'ERROR',
      };
      for (const one of [row, expires]) alertPolicy(this, one, { project, prefix, alarms, dependsOn: [check] });
    }
  }
}
