/** A file to begin with. */
export interface StarterFile {
  /** Beside the declaration. */
  readonly name: string;
  readonly text: string;
}

/** A declaration that synthesizes as it is; what has to be one's own says so. */
export function starterDeclaration(google: boolean): string {
  return [HEAD, ...(google ? [GOOGLE] : []), ladder(google), google ? SURVIVE_BOTH : SURVIVE].join('\n');
}

const HEAD = `# Who serves, where, and what has to hold. Every key: \`understudy schema\`; is it right?
# \`understudy schema --config serving.yaml\`. What is marked "yours" is a stand-in: replace it before you deploy.
service: assistant # yours: what the names of stacks and resources start with
domain: ai.example.com # yours: the one name that all clients call
hostedZone: { id: Z0123456789ABCDEFGHIJ, name: ai.example.com } # yours: the public zone of that name
frontDoorRegion: eu-central-1 # one of the Regions below, deployed first
aws:
  account: "111122223333" # yours, quoted: YAML eats leading zeros
  regions: [eu-west-1, eu-central-1, eu-west-3]`;

const GOOGLE = `google: # the second cloud, which serves without AWS
  project: acme-ai # yours
  projectNumber: "123456789012" # yours
  regions: [europe-west4, europe-west1]
  stateBucket: acme-ai-terraform # yours: where Terraform keeps its state`;

const ladder = (google: boolean) => `# Best first. A cell answers by the first rung that can.
ladder:
  - tier: 1
    name: frontier
    aws: { bedrock: { model: "anthropic.claude-sonnet-4-5-20250929-v1:0", profile: geographic } }${
      google
        ? `
    google: { vertex: { model: gemini-2.5-pro, location: eu } }`
        : ''
    }
  # A smaller model on a server that you have: any that speaks OpenAI's API.
  # - tier: 2
  #   name: open-weights
  #   openAiCompatible: { url: "https://llm.example.net/v1", model: qwen3-8b, apiKeySecret: understudy/llm }
  #   residency: [eu]
  - tier: 3 # no model: prepared texts, which always answer
    name: script
    deterministic: { responses: ./responses }
routes:
  chat: { deadline: 60s, floor: 3 } # floor: the lowest tier that will do; below it the route is refused
demand: { peakRequestsPerSecond: 20, inputTokens: 1500, outputTokens: 300 } # yours
prefer: quality # or locality: stay in the nearest cell as long as it meets the floor`;

const SURVIVE = `objectives: { recovery: 150s, survive: [any-cell] } # with Google cells also any-cloud, any-provider
`;
const SURVIVE_BOTH = `objectives: { recovery: 150s, survive: [any-cell, any-cloud, any-provider] }
`;

/** What the last rung says; the folder that the declaration names. */
export const STARTER_RESPONSES: readonly StarterFile[] = [
  {
    name: 'responses/canned.yaml',
    text: `# What is said when nothing else fits. It must be true on the worst day.
answer: >-
  I cannot answer this properly now: the language models that usually answer are not reachable. Nothing has been done
  with what you sent. Please ask again in a few minutes.
`,
  },
  {
    name: 'responses/intents.yaml',
    text: `# Questions that are answered by rule while no model answers. The first pattern that matches wins.
- name: greeting
  pattern: '^\\s*(hi|hello|hey|good (morning|afternoon|evening))\\b[\\s!.,]*$'
  template: Hello. I am answering from a small set of prepared texts at the moment, so please keep it short and concrete.
`,
  },
  {
    name: 'responses/degraded-mode.md',
    text: `# Degraded mode

Degraded mode means that no language model can be reached from the place that answers you. What is in this folder is still answered, from these texts. Write here what your callers ask most.

## When it ends

Degraded mode ends by itself as soon as a model answers again. No request has to be changed.
`,
  },
];
