/** What Monitoring's checks from outside find, by the labels that say of whom. */
export function uptimeSeries(
  metric: 'check_passed' | 'time_until_ssl_cert_expires',
  labels: Readonly<Record<string, string>>,
): string {
  const selector = Object.entries({ monitored_resource: 'uptime_url', ...labels });
  return `monitoring_googleapis_com:uptime_check_${metric}{${selector.map(([name, value]) => `${name}="${value}"`).join(',')}}`;
}
