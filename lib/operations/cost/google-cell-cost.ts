import type { Compute } from '../../contract/compute';
import { CLOUD_RUN_L4 } from '../../topology/compute/machines';
import { requestsInFlight } from '../../topology/requests-in-flight';
import type { GoogleCell, Topology } from '../../topology/topology';
import { HOURS, type Line, PriceList, SECONDS } from './bill';
import { idleJobsOnGoogle } from './google-jobs-cost';
import { probingLines } from './probing-cost';

/** Requests that one instance of a gateway serves at once. */
const CONCURRENCY = 80;
const IMAGE_GIGABYTES = 12;

/** What a cell of Google's costs in a month without any caller. */
export function fixedOnGoogle(cell: GoogleCell, topology: Topology, compute: Compute | undefined): readonly Line[] {
  const prices = new PriceList(cell.region);
  const { demand } = topology;
  const warm = Math.max(1, Math.ceil((demand === undefined ? 0 : requestsInFlight(demand)) / CONCURRENCY));
  const own = (compute?.services ?? []).filter((service) => service.cell === cell.id);
  return [
    prices.line(`${warm} gateway${warm === 1 ? '' : 's'} kept warm`, {
      cloudRunVcpu: warm * SECONDS,
      cloudRunGigabyte: warm * SECONDS,
    }),
    prices.line('the prober, nearly always at work, and its schedule', {
      ...{ cloudRunVcpu: SECONDS, cloudRunGigabyte: 0.5 * SECONDS, googleSchedule: 1 },
    }),
    ...probingLines(cell.id, topology),
    ...idleJobsOnGoogle(cell, topology),
    prices.line('the secret with the keys', { googleSecret: 1 }),
    ...own.map(({ rung, warm: servers }) =>
      prices.line(
        `${rung}: ${servers} NVIDIA L4 kept warm, with ${CLOUD_RUN_L4.vcpus} vCPUs and ${CLOUD_RUN_L4.memoryGigabytes} GiB each`,
        {
          cloudRunL4: servers * SECONDS,
          cloudRunVcpu: servers * CLOUD_RUN_L4.vcpus * SECONDS,
          cloudRunGigabyte: servers * CLOUD_RUN_L4.memoryGigabytes * SECONDS,
        },
      ),
    ),
    ...(own.length === 0
      ? []
      : [
          prices.line('mirrored weights and images, a private zone', {
            googleObjectGigabyte: own.reduce((sum, { megabytes = 0 }) => sum + megabytes / 1000, 0),
            ...{ googleImageGigabyte: IMAGE_GIGABYTES, googleZone: 1 },
          }),
        ]),
  ];
}

/** What all Google cells share: an address with its load balancer, and AWS's checks of them. */
export function sharedByGoogle({ google, prefer }: Topology): readonly Line[] {
  if (google === undefined) return [];
  const prices = new PriceList(google.cells[0].region);
  const kinds = prefer === 'quality' ? 2 : 1;
  const probes = kinds * google.cells.length;
  return [
    prices.line('the global load balancer', { googleForwardingRule: HOURS }),
    prices.line(`${probes + kinds + 1} health checks of Route 53 (${probes} of them HTTPS and fast)`, {
      healthCheckElsewhere: probes,
      healthCheckOptionElsewhere: 2 * probes,
      // Over them, and the switch, which looks at AWS.
      healthCheckAws: kinds + 1,
      healthCheckOptionAws: 2,
    }),
  ];
}
