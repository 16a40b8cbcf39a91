import { cellId } from '../../contract/cell';
import type { AlertRow } from './alert-rows';
import { LATE_MINUTES, type RunService, runSeries } from './run-series';

export interface ServerAlertsProps extends RunService {
  /** Instances that are to be there before anybody asks. */
  readonly warm: number;
}

/** As on AWS: longer than an instance that was lost takes to be replaced. */
const FEWER_SECONDS = 15 * 60;

/** The prober asks each rung each minute, so that these pass by no caller. */
const SILENT = { minutes: 5 + LATE_MINUTES, calls: 3 } as const;

/** Instances of a service that there are: idle ones and those at work are told apart. */
export const instances = (service: RunService) => `sum(${runSeries('container_instance_count', service)})`;

/**
 * Of one region's server of the fleet's own: fewer instances than are to be warm, and none of its answers a good one.
 * Cloud Run counts the instances that there are, not those that answer; the second row tells of these.
 */
export function serverAlertRows(props: ServerAlertsProps): readonly AlertRow[] {
  const { region, serviceName, warm } = props;
  const cell = cellId('google', region);
  const calls = (which: string) =>
    `sum(increase(${runSeries('request_count', props, `,response_code_class${which}"2xx"`)}[${SILENT.minutes}m]))`;
  const silent: AlertRow = {
    id: `Silent-${region}`,
    query: `${calls('!=')} >= ${SILENT.calls} unless ${calls('=')} > 0`,
    what:
      `No call to ${serviceName} in ${cell} has succeeded for ${SILENT.minutes} minutes, the prober's neither. Look at ` +
      'its log, and at who may call it.',
    section: 'rung',
    severity: 'ERROR',
  };
  if (warm === 0) return [silent];
  const fewer: AlertRow = {
    id: `TooFew-${region}`,
    // Also where there is none, of which nothing is counted.
    query: `absent(${instances(props)} >= ${warm})`,
    lastingSeconds: FEWER_SECONDS,
    what:
      `Fewer than the ${warm} servers of ${serviceName} in ${cell} that the loss of another cell would need. ` +
      "Look at the service's log and at the quota of L4s.",
    section: 'see',
    severity: 'ERROR',
  };
  return [fewer, silent];
}
