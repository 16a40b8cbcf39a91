import type { CellId } from '../contract/cell';
import { isOwn, ladderOf } from '../contract/ladder';
import { capacityOf } from './capacity';
import { EC2_MACHINES } from './compute/machines';
import { healthCheckCount } from './health-check-count';
import type { Topology } from './topology';

/** What a plan relies on being allowed. */
export interface Quota {
  /** `health-checks`, `gpu-vcpus`, … */
  readonly id: string;
  /** Where it is granted: a cell, or `aws` for an account as a whole. */
  readonly place: CellId | 'aws';
  /** As the cloud calls it. */
  readonly name: string;
  /** In AWS's Service Quotas, or Google's Cloud Quotas. */
  readonly code?: string;
  readonly needed: number;
  /** What a new account has, where its provider says. */
  readonly default?: number;
  /** How the number comes about. */
  readonly why: string;
}

/** Hosts beyond those that scaling may add, so that a deployment can start new servers first: as the constructs have it. */
export function mostHosts(most: number): number {
  return most + Math.max(1, Math.ceil(most / 4));
}

/** @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html */
const HEALTH_CHECKS = 200;
/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const EXECUTIONS = 1000;
/** Stay without a reservation, which Lambda asks for; of the health function, the prober and the jobs' rescuer. */
const OTHER_EXECUTIONS = 100 + 10 + 1 + 1;
/** A gateway's reservation where nothing is declared. */
const DEFAULT_EXECUTIONS = 100;

/**
 * Bedrock counts an output token of newer Claude models for five; whether of every one is not confirmed, so that all of
 * Anthropic's are.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-token-burndown.html
 */
const OUTPUT_BURN = (model: string) => (model.startsWith('anthropic.') ? 5 : 1);

/** What the fleet relies on in each place: any one cell of a cloud may be left with all of the declared load. */
export function quotasOf(topology: Topology): readonly Quota[] {
  const { total } = healthCheckCount(topology);
  return [
    {
      ...{ id: 'health-checks', place: 'aws', name: 'Route 53: health checks', needed: total, default: HEALTH_CHECKS },
      why: 'of all Regions, the front door and Google',
    },
    ...topology.awsCells.flatMap(({ id }) => [
      executions(id, topology),
      ...bedrock(id, topology),
      ...ownOnAws(id, topology),
    ]),
    ...(topology.google?.cells ?? []).flatMap(({ id }) => ownOnGoogle(id, topology)),
  ];
}

function executions(place: CellId, { demand }: Topology): Quota {
  const own = capacityOf(demand)?.reservedConcurrency ?? DEFAULT_EXECUTIONS;
  return {
    ...{ id: 'lambda-concurrency', place, name: 'Lambda: concurrent executions', code: 'L-B99A9384' },
    ...{ needed: own + OTHER_EXECUTIONS, default: EXECUTIONS },
    why: `${own} of the gateway, ${OTHER_EXECUTIONS} of the other functions and unreserved`,
  };
}

function bedrock(place: CellId, { ladder, demand }: Topology): readonly Quota[] {
  return ladderOf(place, ladder).flatMap((rung): Quota[] => {
    const source = rung.on.aws;
    if (source?.kind !== 'bedrock' || demand === undefined) return [];
    const burn = OUTPUT_BURN(source.model);
    const requests = Math.ceil(60 * demand.peakRequestsPerSecond);
    const tokens = Math.ceil(requests * (demand.inputTokens + burn * demand.outputTokens));
    const profile = `${source.model} (${source.profile} profile)`;
    const why = 'all of the declared load, when this is the last cell';
    return [
      {
        ...{ id: `bedrock-tokens-per-minute:${rung.name}`, place, name: `Bedrock: tokens a minute of ${profile}` },
        ...{ needed: tokens, why: burn === 1 ? why : `${why}; an output token counts for ${burn}` },
      },
      {
        ...{ id: `bedrock-requests-per-minute:${rung.name}`, place, name: `Bedrock: requests a minute of ${profile}` },
        ...{ needed: requests, why },
      },
    ];
  });
}

function ownOnAws(place: CellId, { ladder, compute }: Topology): readonly Quota[] {
  const own = (compute?.services ?? []).filter((service) => service.cell === place);
  const sizes = own.flatMap(({ rung, warm, most }) => {
    const source = ladder.find(({ name }) => name === rung)?.on.aws;
    if (!isOwn(source)) return [];
    if (source.kind === 'vllm') {
      const hosts = mostHosts(most);
      return [
        {
          kind: 'gpu',
          vcpus: hosts * EC2_MACHINES[source.machine].vcpus,
          why: `${hosts} ${source.machine}, ${warm} of them warm`,
        },
      ];
    }
    const vcpus = Number.parseInt(source.machine, 10);
    return [{ kind: 'cpu', vcpus: (most + 1) * vcpus, why: `${most + 1} servers of ${vcpus}, ${warm} of them warm` }];
  });
  const sum = (kind: string) => {
    const those = sizes.filter((size) => size.kind === kind);
    return {
      needed: those.reduce((total, { vcpus }) => total + vcpus, 0),
      why: those.map(({ why }) => why).join('; '),
    };
  };
  const quotas: Quota[] = [
    {
      ...{ id: 'gpu-vcpus', place, name: 'EC2: running on-demand G and VT instances, in vCPUs', code: 'L-DB2E81BA' },
      ...sum('gpu'),
    },
    { ...{ id: 'fargate-vcpus', place, name: 'Fargate: on-demand vCPUs', code: 'L-3032A538' }, ...sum('cpu') },
  ];
  return quotas.filter(({ needed }) => needed > 0);
}

/** None is there by default: it has to be asked for, with and without several zones apart. */
function ownOnGoogle(place: CellId, { compute }: Topology): readonly Quota[] {
  const own = (compute?.services ?? []).filter((service) => service.cell === place);
  if (own.length === 0) return [];
  return [
    {
      ...{ id: 'cloud-run-gpus', place, name: 'Cloud Run: NVIDIA L4 GPUs with zonal redundancy', default: 0 },
      code: 'NvidiaL4GpuAllocPerProjectRegion',
      needed: own.reduce((sum, { most }) => sum + most, 0),
      why: own.map(({ rung, warm, most }) => `${rung}: ${warm} warm, ${most} at most`).join('; '),
    },
  ];
}
