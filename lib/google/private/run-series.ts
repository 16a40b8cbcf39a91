/** Labels that hold a metric of Cloud Run's own to one service of one region. */
export interface RunService {
  readonly project: string;
  readonly region: string;
  readonly serviceName: string;
}

/** A metric of Cloud Run's own as queries name it: without the kind of resource, worker pools would be meant too. */
export function runSeries(
  metric: 'request_count' | 'container_instance_count',
  { project, region, serviceName }: RunService,
  more = '',
): string {
  const labels = {
    monitored_resource: 'cloud_run_revision',
    project_id: project,
    location: region,
    service_name: serviceName,
  };
  const selector = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return `run_googleapis_com:${metric}{${selector.join(',')}${more}}`;
}

/**
 * Cloud Run's metrics are there up to three minutes late.
 * @see https://docs.cloud.google.com/monitoring/api/metrics_gcp_p_z
 */
export const LATE_MINUTES = 3;
