import type { Duration } from 'aws-cdk-lib/core';
import type { RungDocument } from '../topology/serving-document';
import type { Ability } from './ability';
import type { BedrockProfile } from './bedrock-profile';
import type { ExternalModel } from './external-model';
import type { RungPrompt } from './rung-prompt';
import type { RungTimeouts } from './rung-timeouts';
import type { Throughput } from './throughput';
import type { VertexLocation } from './vertex-location';

/** What every rung may say of itself. */
export interface RungOptions {
  /** Unique in the ladder. */
  readonly name: string;
  /**
   * The cells that have this rung, as `aws:eu-west-1`.
   * @default - every cell of the clouds on which it runs
   */
  readonly cells?: string[];
  /**
   * What this rung is lost together with, in words of your own (`on-premises`).
   * @default - nothing beyond its cloud and its provider
   */
  readonly sharesFateWith?: string[];
  /**
   * What this rung keeps to, in words of your own (`zero-retention`); a route may require them.
   * @default - nothing
   */
  readonly controls?: string[];
}

/** What a rung with a model may say besides. */
export interface ModelRungOptions extends RungOptions {
  /**
   * 1 for a frontier model, 2 for a smaller one.
   * @default - 1, and 2 for an OpenAI-compatible endpoint or own compute
   */
  readonly tier?: number;
  /** @default - each has its own */
  readonly timeouts?: RungTimeouts;
  /**
   * Tokens that the model takes at most. A request too long for one model goes only to one that declares more.
   * @default - unknown, so that it is larger than none
   */
  readonly contextWindow?: number;
  /**
   * What the model can beyond text. A request that needs one of these goes to no rung that does not declare it.
   * @default - none of them
   */
  readonly abilities?: Ability[];
  /**
   * How this rung is asked and answers on a route, by its name: models do not share prompts.
   * @default - as the caller asks
   */
  readonly prompts?: Record<string, RungPrompt>;
}

/** A model on Amazon Bedrock. */
export interface BedrockRungProps extends ModelRungOptions {
  /** The foundation model's id, without a profile's prefix. */
  readonly model: string;
  /** @default BedrockProfile.GEOGRAPHIC */
  readonly profile?: BedrockProfile;
}

/** A model on Vertex AI: declared here for the cells on Google. */
export interface VertexRungProps extends ModelRungOptions {
  readonly model: string;
  /** @default VertexLocation.CELL */
  readonly location?: VertexLocation;
}

/** A model behind any endpoint that speaks OpenAI's chat completions. */
export interface OpenAiCompatibleRungProps extends ModelRungOptions {
  /** The base URL, up to and with `/v1`. */
  readonly url: string;
  readonly model: string;
  /** Where the endpoint processes what it is sent (`eu`). */
  readonly residency: string[];
  /**
   * The name of the secret, one in each cell's Region, that holds the endpoint's key as plain text.
   * @default - the endpoint asks for no key
   */
  readonly apiKeySecret?: string;
}

/** A model elsewhere, of which somebody said what it shares a fate with. */
export interface ExternalRungProps extends ModelRungOptions {
  readonly model: ExternalModel;
  /** Where the endpoint processes what it is sent (`eu`). */
  readonly residency: string[];
  /**
   * The name of the secret, one in each cell's Region, that holds the endpoint's key as plain text.
   * @default - the endpoint asks for no key
   */
  readonly apiKeySecret?: string;
}

/** Open weights, pinned, on compute of each cell's own. Sized by the fleet's demand and posture. */
export interface OwnRungProps extends ModelRungOptions {
  /** The repository of the weights (`Qwen/Qwen3-8B-FP8`), which is also what the server calls the model. */
  readonly model: string;
  /** The repository's commit: 40 hexadecimal digits. */
  readonly revision: string;
  /** `sha256:…` of the list of its files, as `understudy mirror` prints it; verified whenever they are loaded. */
  readonly digest: string;
}

/** vLLM on GPU instances. `cells` says who pays for them. */
export interface VllmRungProps extends OwnRungProps {
  /**
   * An EC2 instance type with one GPU.
   * @default 'g6.xlarge'
   */
  readonly instanceType?: string;
  /**
   * The weights' size in GB.
   * @default - known for some models
   */
  readonly gigabytes?: number;
  /** @default - known for some models */
  readonly throughput?: Throughput;
}

/** llama.cpp on CPUs, for small models. */
export interface LlamaCppRungProps extends OwnRungProps {
  /** The GGUF file of the repository that is served. */
  readonly file: string;
  /**
   * CPUs of each server: 4, 8 or 16.
   * @default 8
   */
  readonly vcpus?: number;
  /** Measure it: it depends on the model and its quantization. */
  readonly throughput: Throughput;
}

/** Templates, intents and retrieval inside the gateway's own bundle. */
export interface DeterministicRungProps extends RungOptions {
  /** The folder with the response packs; a relative path starts at the working directory. */
  readonly responses: string;
}

/** One step of the ladder that the gateway walks down. */
export class Rung {
  /** A model on Amazon Bedrock. */
  public static bedrock(props: BedrockRungProps): Rung {
    const { model, profile } = props;
    return new Rung({ ...shared(props, 1), aws: { bedrock: { model, profile } } });
  }

  /** A model on Vertex AI. */
  public static vertex(props: VertexRungProps): Rung {
    const { model, location } = props;
    return new Rung({ ...shared(props, 1), google: { vertex: { model, location } } });
  }

  /** A model behind any endpoint that speaks OpenAI's chat completions, on whichever cloud the cell is. */
  public static openAiCompatible(props: OpenAiCompatibleRungProps): Rung {
    const { url, model, apiKeySecret, residency } = props;
    return new Rung({ ...shared(props, 2), openAiCompatible: { url, model, apiKeySecret }, residency });
  }

  /** A model elsewhere, with its fate: on-premises, on a leased GPU, on another cloud. */
  public static external(props: ExternalRungProps): Rung {
    const { url, model, sharesFateWith } = props.model;
    const fate = [...sharesFateWith, ...(props.sharesFateWith ?? [])];
    return Rung.openAiCompatible({ ...props, url, model, sharesFateWith: fate });
  }

  /** Open weights on GPU instances of each named cell's own. */
  public static vllm(props: VllmRungProps): Rung {
    const { model, revision, digest, instanceType, gigabytes, throughput } = props;
    const vllm = { model, revision, digest, instanceType, gigabytes, throughput };
    return new Rung({ ...shared(props, 2), aws: { vllm } });
  }

  /** A small model on CPUs of each cell's own. */
  public static llamaCpp(props: LlamaCppRungProps): Rung {
    const { model, revision, digest, file, vcpus, throughput } = props;
    return new Rung({ ...shared(props, 2), aws: { llamaCpp: { model, revision, digest, file, vcpus, throughput } } });
  }

  /** Answers that need no model and no network, at tier 3: every ladder ends with one. */
  public static deterministic(props: DeterministicRungProps): Rung {
    return new Rung({ ...shared(props, 3), deterministic: { responses: props.responses } });
  }

  /** @internal */
  public readonly _document: RungDocument;

  private constructor(document: RungDocument) {
    this._document = document;
  }
}

function shared(props: ModelRungOptions, defaultTier: RungDocument['tier']) {
  const { name, tier, cells, sharesFateWith, controls, timeouts, contextWindow, abilities, prompts } = props;
  return {
    name,
    // Any number passes here: the one validation of all documents says what is wrong with it, and where.
    tier: (tier ?? defaultTier) as RungDocument['tier'],
    cells,
    sharesFateWith,
    controls,
    timeouts: timeouts && {
      headers: written(timeouts.headers),
      firstToken: written(timeouts.firstToken),
      idle: written(timeouts.idle),
      total: written(timeouts.total),
    },
    contextWindow,
    abilities,
    prompts,
  };
}

function written(duration: Duration | undefined): string | undefined {
  return duration && `${duration.toSeconds()}s`;
}
