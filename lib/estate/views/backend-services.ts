import type { Estate, EstateNode } from '../estate';
import { Reference, Unknown } from '../value';
import { CLOUD_RUN_SERVICE } from './cloud-run-services';
import { nodesOfType } from './nodes';
import { Reader } from './reader';

/** Places among which a load balancer chooses the nearest that is not ejected. */
export interface BackendService {
  readonly node: EstateNode;
  readonly endpoints: readonly (ServerlessEndpoint | Unknown)[] | Unknown;
  /** Without it no endpoint is ever ejected: a serverless one has no other health. */
  readonly outlierDetection?: OutlierDetection | Unknown;
}

/** One region's serverless endpoint group. */
export interface ServerlessEndpoint {
  readonly node: EstateNode;
  readonly region: string | Unknown;
  /** The node id of the Cloud Run service. */
  readonly serviceId: string | Unknown;
}

/**
 * When a proxy leaves an endpoint out, with Google's defaults filled in.
 * @see https://registry.terraform.io/providers/hashicorp/google/6.50.0/docs/resources/compute_backend_service#nested_outlier_detection
 */
export interface OutlierDetection {
  /** Answers of 5xx in a row, other gateway failures among them; 5 by default. */
  readonly consecutiveErrors: number | Unknown;
  /** In percent, how surely those eject; 100 by default. */
  readonly enforcingConsecutiveErrors: number | Unknown;
  /** Answers of 502, 503 and 504 and failed connections in a row; 5 by default. */
  readonly consecutiveGatewayFailure: number | Unknown;
  /** In percent; 0 by default, which is never. */
  readonly enforcingConsecutiveGatewayFailure: number | Unknown;
  /** Between two looks at who is to be ejected or comes back; 10 by default. */
  readonly intervalSeconds: number | Unknown;
  /** For the first ejection, and as much more for every further one; 30 by default. */
  readonly baseEjectionSeconds: number | Unknown;
  /** Of the endpoints that may be ejected at once; 10 by default. */
  readonly maxEjectionPercent: number | Unknown;
}

const DEFAULTS = {
  consecutiveErrors: 5,
  enforcingConsecutiveErrors: 100,
  consecutiveGatewayFailure: 5,
  enforcingConsecutiveGatewayFailure: 0,
  intervalSeconds: 10,
  baseEjectionSeconds: 30,
  maxEjectionPercent: 10,
} as const;

/** @param node of a `google_compute_backend_service` */
export function backendService(estate: Estate, node: EstateNode): BackendService {
  const service = Reader.of(node);
  const backends = service.blocks('backend');
  const detection = service.block('outlier_detection');
  return {
    node,
    endpoints: backends instanceof Unknown ? backends : backends.map((backend) => endpointOf(estate, backend)),
    ...(detection === undefined ? {} : { outlierDetection: detectionOf(detection) }),
  };
}

function endpointOf(estate: Estate, backend: Reader | Unknown): ServerlessEndpoint | Unknown {
  if (backend instanceof Unknown) return backend;
  const group = backend.link('group') ?? backend.unknown('group', 'not given');
  const node = group instanceof Reference ? estate.nodes.get(group.nodeId) : undefined;
  if (node?.type !== 'google_compute_region_network_endpoint_group') {
    return group instanceof Unknown ? group : backend.unknown('group', 'leads to no serverless endpoint group');
  }
  const properties = Reader.of(node);
  const region = properties.text('region') ?? properties.unknown('region', 'not given');
  return { node, region, serviceId: serviceOf(estate, properties, region) };
}

/** A group names its service by the name that it has in the group's region. */
function serviceOf(estate: Estate, group: Reader, region: string | Unknown): string | Unknown {
  const cloudRun = group.block('cloud_run') ?? group.unknown('cloud_run', 'it is of another kind');
  if (cloudRun instanceof Unknown) return cloudRun;
  const service = cloudRun.link('service') ?? cloudRun.unknown('service', 'not given');
  if (service instanceof Reference) return service.nodeId;
  if (service instanceof Unknown) return service;
  const found = nodesOfType(estate, CLOUD_RUN_SERVICE).filter((node) => {
    const { name, location } = node.properties;
    return name === service && location === region;
  });
  return found.length === 1 && found[0] !== undefined
    ? found[0].id
    : cloudRun.unknown('service', `no service ${service} of its region is in the estate`);
}

function detectionOf(detection: Reader | Unknown): OutlierDetection | Unknown {
  if (detection instanceof Unknown) return detection;
  return {
    consecutiveErrors: detection.number('consecutive_errors') ?? DEFAULTS.consecutiveErrors,
    enforcingConsecutiveErrors: detection.number('enforcing_consecutive_errors') ?? DEFAULTS.enforcingConsecutiveErrors,
    consecutiveGatewayFailure: detection.number('consecutive_gateway_failure') ?? DEFAULTS.consecutiveGatewayFailure,
    enforcingConsecutiveGatewayFailure:
      detection.number('enforcing_consecutive_gateway_failure') ?? DEFAULTS.enforcingConsecutiveGatewayFailure,
    intervalSeconds: secondsIn(detection, 'interval') ?? DEFAULTS.intervalSeconds,
    baseEjectionSeconds: secondsIn(detection, 'base_ejection_time') ?? DEFAULTS.baseEjectionSeconds,
    maxEjectionPercent: detection.number('max_ejection_percent') ?? DEFAULTS.maxEjectionPercent,
  };
}

/** `{ seconds = 1, nanos = 500000000 }` */
function secondsIn(detection: Reader, key: string): number | Unknown | undefined {
  const duration = detection.block(key);
  if (duration === undefined || duration instanceof Unknown) return duration;
  const seconds = duration.number('seconds') ?? 0;
  const nanos = duration.number('nanos') ?? 0;
  if (seconds instanceof Unknown) return seconds;
  return nanos instanceof Unknown ? nanos : seconds + nanos / 1e9;
}
