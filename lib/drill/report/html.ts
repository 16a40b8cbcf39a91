import type { DrillReport } from './json';
export function htmlReport(report: DrillReport): string {
  return JSON.stringify(report);
}
