/** An image as its publisher has it, which a cell only ever starts from a registry of its own, by the same digest. */
export interface PublishedImage {
  /** The publisher's registry. */
  readonly registry: string;
  readonly path: string;
  /** For people: the digest decides. */
  readonly tag: string;
  readonly digest: string;
  /** Under the service's prefix in a cell's own registry. */
  readonly mirroredAs: string;
}

/**
 * The digests were taken from public Dockerfiles and records that agree on them, not from the registries themselves:
 * compare each once with `docker buildx imagetools inspect`. `understudy mirror` copies nothing that has another one.
 */
export const IMAGES = {
  vllm: {
    registry: 'registry-1.docker.io',
    path: 'vllm/vllm-openai',
    tag: 'v0.11.0',
    digest: 'sha256:014a95f21c9edf6abe0aea6b07353f96baa4ec291c427bb1176dc7c93a85845c',
    mirroredAs: 'vllm-openai',
  },
  llamaCpp: {
    registry: 'ghcr.io',
    path: 'ggml-org/llama.cpp',
    tag: 'server',
    digest: 'sha256:092d1291f2bcf59ff727fa3af855fb9bd4759d6bff860f6fbfd5e3e377e12625',
    mirroredAs: 'llama-cpp',
  },
  /** Loads the weights, and verifies them. */
  awsCli: {
    registry: 'public.ecr.aws',
    path: 'aws-cli/aws-cli',
    tag: '2.37.0',
    digest: 'sha256:337494c2047176fe9abcf45a5d1eaf1c2c62cae40953284fb1143b5c6170f065',
    mirroredAs: 'aws-cli',
  },
} as const satisfies Readonly<Record<string, PublishedImage>>;
