import type { Compute } from '../../contract/compute';
import { isOwn, ladderOf } from '../../contract/ladder';
import type { AwsCell, Topology } from '../../topology/topology';
import { idleJobsOnAws } from './aws-jobs-cost';
import { HOURS, type Line, PriceList, SECONDS } from './bill';
import { MACHINE_PRICES } from './prices';
import { probingLines } from './probing-cost';

/** Alarms of a cell, and those that sum others up: as the constructs make them, give or take two a Region. */
export const ALARMS = { metric: 32, composite: 2 } as const;

/** Of each route, where there are several; each reads two metrics, and is billed by them. */
export const ROUTE_ALARMS = { each: 2, metrics: 2 } as const;

/** The health function: two are always warm. */
const HEALTH = { instances: 2, gigabytes: 0.25 } as const;

/** A checker asks every 10 s of 16, the switch's every 30 s of 6: requests a second. */
const PROBES = { fast: 1.6, switch: 0.2 } as const;

/** A health function's answer, with a look at its bucket; the prober's minute. Seconds, estimated. */
const HEALTH_SECONDS = 0.05;
const PROBER = { secondsAMinute: 50, gigabytes: 0.25 } as const;

/** What the endpoints of a network with servers are for, on GPU hosts and on Fargate; the gateway's own are added. */
const ENDPOINTS = { vllm: 6, 'llama-cpp': 3 } as const;

/** A host's disk. */
const DISK_GIGABYTES = 150;

/** What both images have, compressed; estimated. */
const IMAGE_GIGABYTES = 12;

/** What a cell of AWS costs in a month without any caller. */
export function fixedOnAws(cell: AwsCell, topology: Topology, compute: Compute | undefined): readonly Line[] {
  const prices = new PriceList(cell.region);
  return [
    ...checkLines(topology, prices),
    ...probingLines(cell.id, topology),
    prices.line(`the prober, nearly always at work`, {
      lambdaGigabyteSecond: (SECONDS / 60) * PROBER.secondsAMinute * PROBER.gigabytes,
    }),
    prices.line(`${HEALTH.instances} health functions kept warm (provisioned concurrency)`, {
      lambdaProvisionedGigabyteSecond: HEALTH.instances * HEALTH.gigabytes * SECONDS,
    }),
    prices.line('alarms and a dashboard', {
      alarm:
        ALARMS.metric +
        (topology.routes.length > 1 ? ROUTE_ALARMS.each * ROUTE_ALARMS.metrics * topology.routes.length : 0),
      ...{ compositeAlarm: ALARMS.composite, dashboard: 1 },
    }),
    prices.line('the secret with the keys', { secret: 1 }),
    prices.line('the certificate', { certificate: 1 }),
    ...webAclLines(topology, prices),
    ...idleJobsOnAws(cell, topology),
    ...ownLines(cell, topology, compute, prices),
  ];
}

function checkLines(topology: Topology, prices: PriceList): readonly Line[] {
  const { prefer, awsCells } = topology;
  const probes = prefer === 'quality' ? 2 : 1;
  const switches = awsCells.length > 1 ? 1 : 0;
  // Over them: one that counts for each, and by quality one of a metric.
  const others = prefer === 'quality' ? 3 : 1;
  const requests = millionProbes(topology);
  return [
    prices.line(`${probes + switches + others} health checks (HTTPS, ${probes} of them fast)`, {
      healthCheckAws: probes + switches + others,
      healthCheckOptionAws: 2 * probes + 2 * switches,
    }),
    prices.line(`their ${requests.toFixed(1)} million probes, through the API and the health function`, {
      apiRequests: requests,
      lambdaRequests: requests,
      lambdaProvisionedRunningGigabyteSecond: requests * 1e6 * HEALTH_SECONDS * HEALTH.gigabytes,
    }),
  ];
}

/** Rules of the web ACL: as the construct has them. */
export const WEB_ACL_RULES = 3;

/** It looks at the probes too. */
function webAclLines(topology: Topology, prices: PriceList): readonly Line[] {
  if (topology.webAcl !== true) return [];
  const amounts = { webAcl: 1, webAclRule: WEB_ACL_RULES, webAclRequests: millionProbes(topology) };
  return [prices.line(`the web ACL, ${WEB_ACL_RULES} rules, and the probes that it looks at`, amounts)];
}

/** In a month. */
function millionProbes({ prefer, awsCells }: Topology): number {
  const probes = prefer === 'quality' ? 2 : 1;
  return (SECONDS * (probes * PROBES.fast + (awsCells.length > 1 ? PROBES.switch : 0))) / 1e6;
}

function ownLines(cell: AwsCell, topology: Topology, compute: Compute | undefined, prices: PriceList): readonly Line[] {
  const own = (compute?.services ?? []).filter((service) => service.cell === cell.id);
  if (own.length === 0) return [];
  const ladder = ladderOf(cell.id, topology.ladder);
  const zones = cell.zones?.length ?? 2;
  const sources = own.flatMap((service) => {
    const source = ladder.find(({ name }) => name === service.rung)?.on.aws;
    return isOwn(source) ? [{ ...service, source }] : [];
  });
  const servers = sources.flatMap(({ rung, warm, source }) => {
    if (source.kind === 'llama-cpp') {
      const vcpus = Number.parseInt(source.machine, 10);
      const hours = warm * HOURS;
      return [
        prices.line(`${rung}: ${warm} servers of ${source.machine} kept warm`, {
          ...{ fargateVcpu: hours * vcpus, fargateGigabyte: hours * 4 * vcpus },
        }),
      ];
    }
    const usd = warm * HOURS * prices.of(MACHINE_PRICES[source.machine]);
    return [
      { what: `${rung}: ${warm} ${source.machine} kept warm`, usd, prices: [source.machine] },
      prices.line(`${rung}: their disks`, { volumeGigabyte: warm * DISK_GIGABYTES }),
    ];
  });
  const gpu = sources.some(({ source }) => source.kind === 'vllm');
  const bedrock = ladder.some(({ on }) => on.aws?.kind === 'bedrock');
  // For the keys; for models and for jobs where there are any.
  const callers = 1 + (bedrock ? 1 : 0) + (topology.jobs === undefined ? 0 : 1);
  const endpoints = ENDPOINTS[gpu ? 'vllm' : 'llama-cpp'] + callers;
  const weights = sources.reduce((sum, { megabytes = 0 }) => sum + megabytes / 1000, 0);
  return [
    ...servers,
    prices.line(`${endpoints} interface endpoints in ${zones} zones`, { interfaceEndpoint: endpoints * zones * HOURS }),
    ...(topology.egress === undefined ? [] : [prices.line(`${zones} NAT gateways`, { natGateway: zones * HOURS })]),
    prices.line('load balancers and their names', {
      loadBalancer: sources.length * HOURS,
      hostedZone: sources.length,
    }),
    prices.line('mirrored weights and images', { objectGigabyte: weights, imageGigabyte: IMAGE_GIGABYTES }),
  ];
}
