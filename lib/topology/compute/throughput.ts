import type { Demand } from '../topology';

/** What one instance of a server takes and writes when it is fully busy, all of its requests together. */
export interface Throughput {
  readonly inputTokensPerSecond: number;
  readonly outputTokensPerSecond: number;
}

export interface KnownModel {
  /** The weights' size in GB (10⁹ bytes). */
  readonly gigabytes: number;
  /** By the accelerator. */
  readonly throughput: Readonly<Partial<Record<Accelerator, Throughput>>>;
}

export type Accelerator = 'L4' | 'L40S' | 'A10G';

/**
 * Derived, not measured: measure your own prompts, and say `throughput`. Writing is bound by memory: an L4 moves 300
 * GB/s (NVIDIA's data sheet), of which 70 % is counted on; 32 requests of 1,650 tokens keep 147 kB of FP16 cache a token
 * (36 layers, 8 key-value heads of 128), so that a step moves the weights and 7.8 GB. Reading is bound by arithmetic: two
 * operations a parameter and token, at 40 % of the 121 TFLOPS in BF16 that the data sheet gives without sparsity. A
 * published run of vLLM 0.16 on an L4 wrote 452 tokens a second at its best (a model of 4 bits).
 * The same reckoning gives 230 tokens a second for a card of 936 GB/s and 71 TFLOPS, at 4,096 tokens read and 1,024
 * written a request; a published run of vLLM wrote 290 there with Qwen3-8B in FP8 (an RTX 3090 of two).
 * Sizes follow from the parameters: 8.2·10⁹, of which 1.2·10⁹ (the two embeddings) stay in BF16 in the FP8 repository.
 * @see https://www.nvidia.com/en-us/data-center/l4/
 * @see https://bench.bereketlemma.com/
 * @see https://www.reddit.com/r/LocalLLaMA/comments/1kkvqti/
 * @see https://huggingface.co/Qwen/Qwen3-8B-FP8
 */
export const KNOWN_MODELS: Readonly<Record<string, KnownModel>> = {
  'Qwen/Qwen3-8B-FP8': {
    gigabytes: 9.5,
    throughput: { L4: { inputTokensPerSecond: 2_900, outputTokensPerSecond: 380 } },
  },
  'Qwen/Qwen3-8B': {
    gigabytes: 16.4,
    // 5.2 GB are left for the cache: 21 such requests at once.
    throughput: { L4: { inputTokensPerSecond: 2_900, outputTokensPerSecond: 200 } },
  },
};

/** What one instance is busy with for a request of the mean size: it reads and writes requests in turns. */
export function millisecondsPerRequest(throughput: Throughput, { inputTokens, outputTokens }: Demand): number {
  const seconds = inputTokens / throughput.inputTokensPerSecond + outputTokens / throughput.outputTokensPerSecond;
  // A request of no tokens still is one.
  return Math.max(1, Math.ceil(1000 * seconds));
}
