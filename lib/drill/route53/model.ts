/**
 * The zone as Route 53 sees it. Names are lower case without a trailing dot.
 * @see resilience facts in the README: what is modelled and from which page of the Route 53 Developer Guide
 */
export interface ResourceRecordSet {
  /** Unique in the model; for a synthesized record its node's id. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly setIdentifier?: string;
  readonly policy: RoutingPolicy;
  readonly target: RecordTarget;
  readonly healthCheckId?: string;
}

export type RoutingPolicy =
  | { readonly kind: 'simple' }
  | { readonly kind: 'failover'; readonly role: 'PRIMARY' | 'SECONDARY' }
  /** The AWS Region that the record names, whatever stands behind it. */
  | { readonly kind: 'latency'; readonly region: string };

export type RecordTarget =
  /** An alias of other records of the zone, of the same type. */
  | { readonly kind: 'alias-record'; readonly name: string; readonly evaluateTargetHealth: boolean }
  /**
   * An alias of an AWS resource (a regional API domain, a load balancer), by an id of the caller's choice; or of a name
   * of the zone whose records somebody else writes.
   */
  | { readonly kind: 'alias-resource'; readonly resource: string; readonly evaluateTargetHealth: boolean }
  | { readonly kind: 'values'; readonly values: readonly string[]; readonly ttlSeconds: number }
  /** The one address of a resource, known only after deployment, by the resource's id. */
  | { readonly kind: 'resource-address'; readonly resource: string; readonly ttlSeconds: number };

export interface EndpointCheck {
  readonly kind: 'endpoint';
  readonly id: string;
  readonly protocol: 'https' | 'http';
  readonly host: string;
  /** Probed at this address with `host` in the Host header; without it, at what `host` resolves to. */
  readonly address?: string;
  readonly port: number;
  readonly path: string;
  readonly intervalSeconds: 10 | 30;
  readonly failureThreshold: number;
  readonly inverted: boolean;
  /** The text that the body must hold within its first 5,120 bytes. */
  readonly searchString?: string;
  /** The regions that probe; empty means Route 53's default eight. */
  readonly checkerRegions: readonly string[];
}

export interface CalculatedCheck {
  readonly kind: 'calculated';
  readonly id: string;
  readonly children: readonly string[];
  readonly threshold: number;
  readonly inverted: boolean;
}

export type HealthCheck = EndpointCheck | CalculatedCheck;

export interface Zone {
  readonly records: readonly ResourceRecordSet[];
  readonly checks: readonly HealthCheck[];
}

/** Where a question comes from: degrees north and east. */
export interface Location {
  readonly latitude: number;
  readonly longitude: number;
}

export interface Answer {
  /** The record that answered; its target is an address, or a resource whose addresses the caller knows. */
  readonly record: ResourceRecordSet;
  readonly ttlSeconds: number;
  /** Ids of the records walked, from the question's name to the answer. */
  readonly path: readonly string[];
  /** True when a set with no healthy member was treated as healthy on the way. */
  readonly failedOpen: boolean;
}
