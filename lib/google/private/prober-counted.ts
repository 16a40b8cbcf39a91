import type { LoggingMetric } from '@cdktf/provider-google/lib/logging-metric';
import type { Construct } from 'constructs';
import { cellId } from '../../contract/cell';
import { countedMetric, countedSeries, member } from './counted-metric';
import type { RunService } from './run-series';

const RESOURCE = 'cloud_run_revision';
const nameOf = (region: string) => `probed_${region}`;

/** The prober's line of each period, counted by what it found: `good`, `bad` or `unknown`, of both verdicts. */
export function probedMetric(scope: Construct, props: RunService & { readonly prefix: string }): LoggingMetric {
  const { project, prefix, region, serviceName } = props;
  return countedMetric(
    scope,
    'Probed',
    {
      what: `periods of the prober of ${cellId('google', region)}, by what it found`,
      filter: 'jsonPayload.event="probed"',
      labels: { served: member('served'), preferred: member('preferred') },
    },
    {
      ...{ project, prefix, name: nameOf(region) },
      writers: {
        resource: RESOURCE,
        which: `resource.labels.service_name="${serviceName}" AND resource.labels.location="${region}"`,
      },
    },
  );
}

export function probedSeries(prefix: string, region: string, more = ''): string {
  return countedSeries(prefix, nameOf(region), RESOURCE, more);
}
