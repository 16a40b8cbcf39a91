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
  | { readonly kind: 'latency'; readonly region: string }
  /** 0 to 255; a record of weight 0 answers only while no other can. */
  | { readonly kind: 'weighted'; readonly weight: number }
  /** Of all members that are given; `country: '*'` is the default record. */
  | {
      readonly kind: 'geolocation';
      readonly continent?: string;
      readonly country?: string;
      readonly subdivision?: string;
    }
  | { readonly kind: 'multivalue' };

export type RecordTarget =
  /** An alias of other records of the zone, of the same type. */
  | { readonly kind: 'alias-record'; readonly name: string; readonly evaluateTargetHealth: boolean }
  /**
   * An alias of an AWS resource (a regional API domain, a load balancer), by an id of the caller's choice; or of a name
   * of the zone whose records somebody else writes.
   */
  | { readonly kind: 'alias-resource'; readonly resource: string; readonly evaluateTargetHealth: boolean }
  /** A CNAME: another name, in this zone or not, which is asked next. */
  | { readonly kind: 'name'; readonly name: string; readonly ttlSeconds: number }
  | { readonly kind: 'values'; readonly values: readonly string[]; readonly ttlSeconds: number }
  /** The address of a resource, or the name that it has, known only after deployment, by the resource's id. */
  | { readonly kind: 'resource-address'; readonly resource: string; readonly ttlSeconds: number };

export interface EndpointCheck {
  readonly kind: 'endpoint';
  readonly id: string;
  readonly protocol: 'https' | 'http' | 'tcp';
  /** A host name; the id of `resource` where that is given. */
  readonly host: string;
  /** The node whose own name, known only after deployment, is probed. */
  readonly resource?: string;
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

/** Watches the data behind a CloudWatch alarm, never the alarm's own state. */
export interface MetricCheck {
  readonly kind: 'metric';
  readonly id: string;
  /** The alarm's name or its node's id. */
  readonly alarm: string;
  readonly region: string;
  /** What it says while the data do not suffice. */
  readonly insufficientData: 'healthy' | 'unhealthy' | 'last-known';
  readonly inverted: boolean;
}

/** Follows an ARC routing control: on is healthy. */
export interface RoutingControlCheck {
  readonly kind: 'routing-control';
  readonly id: string;
  readonly control: string;
  readonly inverted: boolean;
}

/** Is probed by nobody and says always the same: healthy, or where it is inverted unhealthy. */
export interface DisabledCheck {
  readonly kind: 'disabled';
  readonly id: string;
  readonly inverted: boolean;
}

/** A check that somebody outside tells the state of. */
export type ObservedCheck = EndpointCheck | MetricCheck | RoutingControlCheck;

export type HealthCheck = ObservedCheck | CalculatedCheck | DisabledCheck;

export interface Zone {
  readonly records: readonly ResourceRecordSet[];
  readonly checks: readonly HealthCheck[];
}

/** Where a question comes from: degrees north and east, and what geolocation records go by. */
export interface Location {
  readonly latitude: number;
  readonly longitude: number;
  /** `EU`, `NA`, …; without it no geolocation record but the default one fits. */
  readonly continent?: string;
  /** ISO 3166-1: `DE`. */
  readonly country?: string;
  readonly subdivision?: string;
}

export interface Answer {
  /** The record that answered; its target is an address, or a resource whose addresses the caller knows. */
  readonly record: ResourceRecordSet;
  /** All that are in the answer: up to eight of a multivalue set, of which a client takes one; else the record alone. */
  readonly records: readonly ResourceRecordSet[];
  /** Of an answer through several records, the shortest. */
  readonly ttlSeconds: number;
  /** Ids of the records walked, from the question's name to the answer. */
  readonly path: readonly string[];
  /** True when a set with no healthy member was treated as healthy on the way. */
  readonly failedOpen: boolean;
}
