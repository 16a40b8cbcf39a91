/** A query names a metric by letters, digits and underscores alone. */
export function metricName(prefix: string, name: string): string {
  return `${prefix}_${name}`.replace(/[^A-Za-z0-9]/g, '_').toLowerCase();
}
