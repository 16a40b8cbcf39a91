import type { CellId } from '../contract/cell';
import type { Compute, Posture } from '../contract/compute';
import type { JobsConfig } from '../contract/job';
import type { Rung, Tier } from '../contract/ladder';
import type { Objectives } from '../contract/metadata';
import type { Route } from '../contract/route';
import type { Telemetry } from '../contract/serving-config';
import type { JobLedgerPlan } from './job-ledger';

/** One AWS Region that serves. */
export interface AwsCell {
  readonly id: CellId;
  readonly region: string;
  readonly account: string;
  readonly stackName: string;
  /** The availability zones of its own compute, two or more; none where nobody named them. */
  readonly zones?: readonly string[];
}

/** One Google region that serves. */
export interface GoogleCell {
  readonly id: CellId;
  readonly region: string;
}

export interface GoogleFleet {
  readonly project: string;
  readonly projectNumber: string;
  readonly stateBucket: string;
  readonly cells: readonly GoogleCell[];
}

export interface HostedZone {
  readonly id: string;
  readonly name: string;
  readonly account: string;
}

/** An endpoint that the team already has on another cloud. Exactly one of `addresses` and `nameInZone`. */
export interface SecondCloudEndpoint {
  readonly addresses?: readonly string[];
  readonly nameInZone?: string;
  readonly probeHost: string;
  readonly servingPath: string;
  readonly preferredPath?: string;
}

export interface Demand {
  readonly peakRequestsPerSecond: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What the fleet promises; its availability is in its alarms, and in no metadata. */
export interface FleetObjectives extends Objectives {
  /** Of the requests of 30 days, the share that is answered at its floor; from 0 to 100. */
  readonly availabilityPercent: number;
}

/** Whom alarms tell, and where people read what to do. */
export interface Alarms {
  /** The name of an SNS topic that is there in every Region. */
  readonly topic?: string;
  /** Notification channels of Cloud Monitoring. */
  readonly channels?: readonly string[];
  /** The URL of the published runbook. */
  readonly runbook?: string;
}

/** Everything that synthesis needs to know, validated, with every default filled in, and frozen. */
export interface Topology {
  readonly service: string;
  readonly stage?: string;
  readonly domain: string;
  readonly hostedZone: HostedZone;
  readonly frontDoorRegion: string;
  readonly frontDoorStackName: string;
  /** Of what the Regions share, where they share anything. */
  readonly sharedDataStackName: string;
  /** The front door's Region first, then as declared: the order of deployment. */
  readonly awsCells: readonly AwsCell[];
  readonly google?: GoogleFleet;
  readonly secondCloud?: SecondCloudEndpoint;
  readonly ladder: readonly Rung[];
  /** The folder with the deterministic tier's response packs, absolute. */
  readonly responsesDirectory: string;
  readonly routes: readonly Route[];
  /** The numerically largest floor: what `/health/serving` asks for. */
  readonly loosestFloor: Tier;
  readonly demand?: Demand;
  readonly prefer: 'quality' | 'locality';
  readonly posture: Posture;
  /** Compute of the fleet's own, where a rung has some. */
  readonly compute?: Compute;
  /** How an AWS cell with a network of its own calls what lies outside AWS; nobody has a way out without it. */
  readonly egress?: 'nat-per-zone';
  /** Is there a web ACL before each Region's API? */
  readonly webAcl?: boolean;
  /** How a release reaches the callers of an AWS cell. */
  readonly rollout: 'canary' | 'linear' | 'all-at-once';
  readonly objectives: FleetObjectives;
  readonly alarms: Alarms;
  /** Where it is told what the gateways do. */
  readonly telemetry?: Telemetry;
  /** Where some route may be queued. */
  readonly jobs?: JobsConfig;
  /** Where these jobs are written down. */
  readonly jobLedger?: JobLedgerPlan;
}
