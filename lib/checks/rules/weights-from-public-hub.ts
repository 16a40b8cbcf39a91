import { type Container, containersOf } from '../images';
import { type Rule, violation } from '../rule';

export const weightsFromPublicHub: Rule = {
  id: 'weights-from-public-hub',
  family: 'single-point',
  severity: 'error',
  fails: "A model's weights come from a public hub when its server starts",
  why: 'Tens of gigabytes come over the internet from one place, at the moment when instances are replaced in all Regions; when the hub is down or refuses, none of them serves.',
  source: 'https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables#hfhuboffline',
  mend: 'Mirror the weights into a bucket of the Region, load them from a path, and set HF_HUB_OFFLINE=1.',
  judge: (estate) =>
    containersOf(estate).flatMap((container) => {
      const found = namedOnHub(container);
      return found === undefined
        ? []
        : [violation(container.node, 'It downloads its model when it starts.', { found })];
    }),
};

/** `--model Qwen/Qwen3-8B`, `MODEL_ID=Qwen/Qwen3-8B`: a repository's name is no path. */
function namedOnHub({ words, image }: Container): string | undefined {
  const isServer =
    typeof image === 'string' && /vllm|text-generation-inference|tgi|sglang|llama|ollama|triton/i.test(image);
  if (!isServer || words.includes('HF_HUB_OFFLINE=1')) return undefined;
  const joined = words.map((word, index) =>
    /^--?(model|hf-repo|model-path)$/.test(words[index - 1] ?? '') ? `--model=${word}` : word,
  );
  return joined.find((word) =>
    /^(--(model|hf-repo|model-path)|MODEL|MODEL_ID|HF_MODEL_ID)=[\w.-]+\/[\w.-]+$/.test(word),
  );
}
