import type { FleetMetadata } from '../../contract/metadata';
import type { Route } from '../../contract/route';
import type { Location } from '../route53/model';
import type { EstateZone } from '../route53/zones';

/**
 * What a drill plays with: an estate as far as its DNS leads, in the terms of the engine. Everything that may fail is a
 * component, named as a person would type it (`aws:eu-west-1/lambda`).
 */
export interface System {
  readonly zones: readonly EstateZone[];
  /** The names that clients call. */
  readonly entries: readonly Entry[];
  readonly cells: readonly Cell[];
  /** What answers behind a record, by the record's id. */
  readonly leaves: ReadonlyMap<string, Leaf>;
  /** What each check sees, by the check's id. */
  readonly observations: ReadonlyMap<string, Observation>;
  readonly components: readonly Component[];
  /** Of a fleet of ours; a foreign estate has one route, which wants to be answered at all. */
  readonly routes: readonly SystemRoute[];
  readonly places: readonly Place[];
  /** Undefined for an estate without Understudy's metadata. */
  readonly fleet?: FleetMetadata;
  /** What was assumed or is not known, in words. */
  readonly unknowns: readonly string[];
}

export type SystemRoute = Pick<Route, 'name' | 'floor' | 'deadlineSeconds' | 'queue' | 'answer' | 'demandPercent'>;

export interface Entry {
  readonly zone: EstateZone;
  readonly name: string;
  readonly type: string;
}

/** Where clients are: beside an AWS Region, with their share of all requests. */
export interface Place {
  readonly id: string;
  readonly location: Location;
  readonly share: number;
}

/** One place that serves on its own. */
export interface Cell {
  readonly id: string;
  readonly location?: Location;
  /** Components without any of which no request is answered. */
  readonly front: readonly string[];
  /** Zones of which one must be left. */
  readonly zones: readonly string[];
  readonly rungs: readonly CellRung[];
  readonly prober?: ProberModel;
}

export interface CellRung {
  readonly name: string;
  readonly tier: number;
  /** Components without any of which this rung does not answer; none for a deterministic one. */
  readonly needs: readonly string[];
  /** Seconds until a call that hangs is given up. */
  readonly hangSeconds: number;
  /** The least time that its circuit breaker stays open. */
  readonly deterministic: boolean;
}

/** How a cell finds out about itself: by the contract's rules of turning, in rounds of so many seconds. */
export interface ProberModel {
  readonly periodSeconds: number;
  /** The component whose loss leaves the last verdict standing. */
  readonly component: string;
}

/** What a record leads to: one cell, or several behind a load balancer of their own. */
export interface Leaf {
  /** Indices into `cells`. */
  readonly cells: readonly number[];
  /** Components in front of all of them. */
  readonly needs: readonly string[];
  /** What Route 53 sees where an alias evaluates this target's health: components that make it unhealthy. */
  readonly watched: readonly string[];
}

/** What a check looks at. */
export type Observation =
  | {
      readonly kind: 'path';
      /** Components without any of which the probe fails. */
      readonly needs: readonly string[];
      /** The cell whose verdict decides besides, and which of its verdicts. */
      readonly cell: number;
      readonly verdict?: 'serving' | 'preferred';
      /** Of a switch, which nobody answers as it asks until a person does: the components that are left by it. */
      readonly switchOf?: readonly string[];
    }
  | { readonly kind: 'metric'; readonly watcher: string; readonly cell?: number }
  /** A routing control, taken to be on. */
  | { readonly kind: 'constant'; readonly healthy: boolean };

export interface Component {
  /** As it is typed: `aws`, `aws:eu-west-1`, `aws:eu-west-1/lambda`, `frontier`, `llm.example.net`. */
  readonly id: string;
  readonly kind: ComponentKind;
  /** Of a service, its word: `lambda`. */
  readonly service?: string;
  readonly cloud?: string;
  readonly region?: string;
}

export type ComponentKind =
  | 'cloud'
  | 'region'
  | 'service'
  | 'zone'
  | 'rung'
  | 'model'
  | 'provider'
  | 'certificate'
  | 'release'
  | 'prober'
  | 'control-plane'
  | 'network';
