import type { Golden } from '../contract/golden';
import type { Ability, Prompt } from '../contract/ladder';
import type { AnswerRule } from '../contract/route';

/**
 * The document that a person writes, as YAML or as TypeScript: `serving.yaml`, key by key.
 * What each key means, allows and defaults to stands in its JSON Schema (`understudy schema`).
 */
export interface ServingDocument {
  readonly service: string;
  readonly stage?: string;
  readonly domain: string;
  readonly hostedZone: { readonly id: string; readonly name: string; readonly account?: string };
  readonly frontDoorRegion: string;
  readonly aws: {
    readonly account: string;
    readonly regions: readonly RegionDocument[];
    readonly egress?: 'nat-per-zone';
    readonly webAcl?: boolean;
    readonly rollout?: 'canary' | 'linear' | 'all-at-once';
  };
  readonly google?: GoogleDocument;
  readonly secondCloud?: SecondCloudDocument;
  readonly ladder: readonly RungDocument[];
  readonly routes: Readonly<Record<string, RouteDocument>>;
  readonly jobs?: JobsDocument;
  readonly demand?: {
    readonly peakRequestsPerSecond: number;
    readonly inputTokens: number;
    readonly outputTokens: number;
  };
  readonly telemetry?: { readonly otlp: string };
  readonly prefer?: 'quality' | 'locality';
  readonly posture?: 'active-active' | 'warm-standby' | 'pilot-light';
  readonly objectives?: {
    /** A duration: `150s`. */
    readonly recovery?: string;
    readonly survive?: readonly ('any-cell' | 'any-cloud' | 'any-provider')[];
    readonly availability?: number;
  };
  readonly alarms?: AlarmsDocument;
}

export interface JobsDocument {
  readonly requestsPerSecond?: number;
  readonly consistency?: 'strong' | 'eventual';
  readonly regions?: readonly string[];
  readonly firestoreLocation?: string;
}

export interface AlarmsDocument {
  readonly topic?: string;
  readonly channels?: readonly string[];
  readonly runbook?: string;
}

/** A Region's name, or the name with an account or zones of its own. */
export type RegionDocument =
  | string
  | { readonly name: string; readonly account?: string; readonly zones?: readonly string[] };

export interface GoogleDocument {
  readonly project: string;
  readonly projectNumber: string;
  readonly regions: readonly string[];
  readonly stateBucket: string;
}

export interface SecondCloudDocument {
  readonly addresses?: readonly string[];
  readonly nameInZone?: string;
  readonly probeHost: string;
  readonly servingPath: string;
  readonly preferredPath?: string;
}

/** Exactly one kind of source: `aws` and `google` (either or both), `openAiCompatible`, or `deterministic`. */
export interface RungDocument {
  readonly tier: 1 | 2 | 3;
  readonly name: string;
  readonly aws?: AwsSourceDocument;
  readonly google?: GoogleSourceDocument;
  readonly openAiCompatible?: { readonly url: string; readonly model: string; readonly apiKeySecret?: string };
  readonly deterministic?: { readonly responses: string };
  readonly cells?: readonly string[];
  readonly residency?: readonly string[];
  readonly sharesFateWith?: readonly string[];
  /** Durations: `10s`. */
  readonly timeouts?: {
    readonly headers?: string;
    readonly firstToken?: string;
    readonly idle?: string;
    readonly total?: string;
  };
  readonly contextWindow?: number;
  readonly abilities?: readonly Ability[];
  readonly controls?: readonly string[];
  /** By the route's name. */
  readonly prompts?: Readonly<Record<string, Prompt>>;
}

/** Exactly one of these. */
export interface AwsSourceDocument {
  readonly bedrock?: { readonly model: string; readonly profile?: 'geographic' | 'eu' | 'us' | 'apac' | 'global' };
  readonly vllm?: VllmDocument & { readonly instanceType?: string };
  readonly llamaCpp?: VllmDocument & { readonly file: string; readonly vcpus?: number };
}

/** Exactly one of these. */
export interface GoogleSourceDocument {
  readonly vertex?: { readonly model: string; readonly location?: 'cell' | 'eu' | 'us' | 'global' };
  readonly vllm?: VllmDocument;
}

/** Open weights, pinned, and what is known of them. */
export interface VllmDocument {
  readonly model: string;
  readonly revision: string;
  readonly digest: string;
  readonly gigabytes?: number;
  readonly throughput?: { readonly inputTokensPerSecond: number; readonly outputTokensPerSecond: number };
}

export interface GoldenDocument extends Pick<Golden, 'ask' | 'example'> {
  readonly expect: Omit<Golden['expect'], 'maxSeconds'> & {
    /** A duration: `20s`. */
    readonly within?: string;
  };
}

export interface RouteDocument {
  /** A duration: `60s`. */
  readonly deadline?: string;
  readonly floor?: 1 | 2 | 3;
  readonly queue?: 'never' | 'allowed';
  readonly residency?: readonly string[];
  readonly durability?: 'region' | 'cloud';
  readonly otherCloudDown?: 'refuse' | 'region';
  readonly controls?: readonly string[];
  readonly answer?: AnswerRule;
  readonly golden?: readonly GoldenDocument[];
  readonly brokenStream?: 'error' | 'restart';
  readonly priority?: 'high' | 'normal' | 'low';
  readonly logContent?: boolean;
  readonly demandPercent?: number;
}
