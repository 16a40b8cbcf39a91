import type { Estate } from '../../estate/estate';
import { Reference, Unknown } from '../../estate/value';
import type { BackendService, OutlierDetection, ServerlessEndpoint } from '../../estate/views/backend-services';
import { loadBalancersOf } from '../../estate/views/load-balancers';
import type { KnownValues } from './known-values';

/** A global external load balancer: one address, and one failure domain of all services behind it. */
export interface BalancerPlan {
  readonly id: string;
  /** The node of its address, which records lead to. */
  readonly addressId: string;
  readonly hosts: readonly { readonly host: string; readonly backend: BackendPlan }[];
  /** For hosts that no rule names. */
  readonly otherHosts: BackendPlan;
}

export interface BackendPlan {
  readonly id: string;
  /** The ids of the services among which it chooses; at least one. */
  readonly serviceIds: readonly string[];
  readonly outlierDetection?: OutlierPlan;
}

/** The known values of the estate's `OutlierDetection`. */
export type OutlierPlan = { readonly [Key in keyof OutlierDetection]: number };

/** Every load balancer that answers on 443, the one port that is probed and called here. */
export function balancerPlans(estate: Estate, values: KnownValues): readonly BalancerPlan[] {
  return loadBalancersOf(estate).flatMap((one): BalancerPlan[] => {
    const { id } = one.node;
    const ports = values.known(one.ports, `${id}.port_range`, '');
    if (ports !== '443' && ports !== '443-443') return [];
    const address = values.known<Reference | string | undefined>(one.address, `${id}.ip_address`, undefined);
    if (!(address instanceof Reference)) {
      if (address !== undefined)
        values.refuse('address-is-no-resource', `${id}.ip_address`, 'no loopback address can stand for it', RESERVE);
      return [];
    }
    return [
      {
        id,
        addressId: address.nodeId,
        hosts: one.hosts.map(({ host, backend }) => ({
          host: values.known(host, `${id}.host_rule`, ''),
          backend: backendPlan(backend, id, values),
        })),
        otherHosts: backendPlan(one.otherHosts, id, values),
      },
    ];
  });
}

const RESERVE = 'reserve it with a google_compute_global_address of the stack';

function backendPlan(backend: BackendService | Unknown, place: string, values: KnownValues): BackendPlan {
  if (backend instanceof Unknown) return values.known<BackendPlan>(backend, place, { id: place, serviceIds: [] });
  const { id } = backend.node;
  const endpoints = values.known<readonly (ServerlessEndpoint | Unknown)[]>(backend.endpoints, `${id}.backend`, []);
  return {
    id,
    serviceIds: endpoints.map((endpoint) => {
      const serviceId = endpoint instanceof Unknown ? endpoint : endpoint.serviceId;
      return values.known(serviceId, `${id}.backend`, '');
    }),
    ...(backend.outlierDetection && { outlierDetection: outlierPlan(backend.outlierDetection, id, values) }),
  };
}

function outlierPlan(detection: OutlierDetection | Unknown, id: string, values: KnownValues): OutlierPlan | undefined {
  const place = `${id}.outlier_detection`;
  if (detection instanceof Unknown) return values.known<OutlierPlan | undefined>(detection, place, undefined);
  const known = Object.entries(detection).map(([key, value]) => [
    key,
    values.known<number>(value as number | Unknown, `${place}.${key}`, 0),
  ]);
  return Object.fromEntries(known) as OutlierPlan;
}
