import type { CellId, Cloud } from './cell';

/** 1: the frontier model. 2: a smaller open-weights model. 3: deterministic answers, which need no network. */
export type Tier = 1 | 2 | 3;

/**
 * `geographic` is the profile of the geography of the Region that calls (`eu.…`, `us.…`, `apac.…`).
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
export type BedrockProfile = 'geographic' | 'eu' | 'us' | 'apac' | 'global';

export type VertexLocation = 'cell' | 'eu' | 'us' | 'global';

export interface BedrockSource {
  readonly kind: 'bedrock';
  /** The foundation model's id, without a profile's prefix. */
  readonly model: string;
  readonly profile: BedrockProfile;
}

export interface VertexSource {
  readonly kind: 'vertex';
  readonly model: string;
  readonly location: VertexLocation;
}

export interface OpenAiCompatibleSource {
  readonly kind: 'openai-compatible';
  /** The base URL, up to and with `/v1`. */
  readonly url: string;
  readonly model: string;
  /** The name of the cell's secret that holds the key, as plain text; none where the endpoint asks for no key. */
  readonly apiKeySecret?: string;
}

export interface DeterministicSource {
  readonly kind: 'deterministic';
}

/** Open weights: a commit of their repository, and the digest of the list of its files with theirs. */
export interface Weights {
  readonly repository: string;
  readonly revision: string;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
}

/** A server of open weights on compute of the cell's own, called as any OpenAI-compatible one. */
export interface OwnSource {
  readonly kind: 'vllm' | 'llama-cpp';
  /**
   * The base URL, up to and with `/v1`: the same in every cell, each of which has it in a network of its own.
   * REGION_PLACE stands for the cell's region.
   */
  readonly url: string;
  /** As the server calls it: the repository of its weights. */
  readonly model: string;
  readonly weights: Weights;
  /** The one file of the repository that `llama-cpp` serves. */
  readonly file?: string;
  /** What each server runs on: `g6.xlarge`, `nvidia-l4`, `8 vCPU`. */
  readonly machine: string;
}

/** Stands for the cell's region in the URL of its own compute. */
export const REGION_PLACE = '{region}';

/** What a request may need of a model beyond text: to call tools, to keep to JSON, to see images. */
export const ABILITIES = ['tools', 'json', 'images'] as const;
export type Ability = (typeof ABILITIES)[number];

/** What answers on a rung. */
export type ModelSource = BedrockSource | VertexSource | OpenAiCompatibleSource | OwnSource | DeterministicSource;

/** Is it compute of the cell's own? */
export function isOwn(source: ModelSource | undefined): source is OwnSource {
  return source?.kind === 'vllm' || source?.kind === 'llama-cpp';
}

/** One step of the ladder, as it is baked into every cell's bundle. */
export interface Rung {
  /** Unique in the ladder. */
  readonly name: string;
  readonly tier: Tier;
  /** What answers, by the cloud in which the gateway runs; a cloud that is not named has no such rung. */
  readonly on: Readonly<Partial<Record<Cloud, ModelSource>>>;
  /** The cells that have this rung; without it, every cell of the clouds in `on`. */
  readonly cells?: readonly CellId[];
  /** Where an `openai-compatible` source processes what it is sent. The other kinds derive theirs. */
  readonly residency?: readonly string[];
  /** What this rung is lost together with, in words of the team's own (`on-premises`). */
  readonly sharesFateWith?: readonly string[];
  /** How long a call may take; each is cut where the request's own time is shorter. */
  readonly timeouts?: Timeouts;
  /** Tokens that the model takes at most. A request too long for one model goes only to one that declares more. */
  readonly contextWindow?: number;
  /** What its models can beyond text, on every cloud that it names; one that declares nothing is asked for text alone. */
  readonly abilities?: readonly Ability[];
  /** What the rung keeps to (`zero-retention`), in words of the team's own; a route may require them. */
  readonly controls?: readonly string[];
  /** What this rung is asked and answers otherwise than others, by the route's name: models do not share prompts. */
  readonly prompts?: Readonly<Record<string, Prompt>>;
}

/** In seconds. */
export interface Timeouts {
  /** A stream's connection and headers. */
  readonly headersSeconds?: number;
  /** A stream's first content, counted from the call. */
  readonly firstTokenSeconds?: number;
  /** Between two pieces of a stream. */
  readonly idleSeconds?: number;
  /** The whole answer; what is left of the request's own time where it is left out. */
  readonly totalSeconds?: number;
}

/**
 * Of a rung that says nothing. Headers come when a model takes the request up: longer is a queue that nobody should
 * stand in.
 */
export const DEFAULT_TIMEOUTS = { headersSeconds: 10, firstTokenSeconds: 30, idleSeconds: 20 } satisfies Timeouts;

/** How a rung is asked on one route. What is not given is the caller's. */
export interface Prompt {
  /** Stands before the caller's own messages. */
  readonly system?: string;
  /** In place of the caller's. */
  readonly parameters?: Parameters;
  /** What is answered: a text with `{{answer}}` once. */
  readonly template?: string;
}

export interface Parameters {
  /** From 0 to 2, as OpenAI counts it. */
  readonly temperature?: number;
  readonly topP?: number;
  readonly maxTokens?: number;
}

/** Stands for the model's own words in a prompt's template. */
export const ANSWER_PLACE = '{{answer}}';

/** The rungs that a cell has, in their order. */
export function ladderOf(cell: CellId, ladder: readonly Rung[]): readonly Rung[] {
  const cloud = cell.split(':')[0] as Cloud;
  return ladder.filter(
    (rung) => rung.on[cloud] !== undefined && (rung.cells === undefined || rung.cells.includes(cell)),
  );
}
