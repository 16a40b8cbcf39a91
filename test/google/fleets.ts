import { TerraformStack, Testing } from 'cdktf';
import { GatewayBundle } from '../../lib/google/gateway-bundle';
import { GoogleFleet, type GoogleFleetOptions } from '../../lib/google/google-fleet';
import type { ServingDocument } from '../../lib/topology/serving-document';
import type { Topology } from '../../lib/topology/topology';
import { declaration, topology as topologyOf } from '../aws/fleets';

export const PROJECT = 'acme-ai';
export const NUMBER = '123456789012';
export const GOOGLE = { project: PROJECT, projectNumber: NUMBER, stateBucket: 'acme-ai-terraform' };

/** The AWS fleet of the other tests with Google cells and a frontier model on both clouds. */
export function onBothClouds(changes: Partial<ServingDocument> = {}): Partial<ServingDocument> {
  const { ladder } = declaration();
  const [frontier, ...rest] = ladder;
  return {
    google: { ...GOOGLE, regions: ['europe-west4', 'europe-west1'] },
    ladder: [{ ...frontier, google: { vertex: { model: 'gemini-2.5-pro', location: 'eu' } } }, ...rest],
    ...changes,
  };
}

export function topology(changes: Partial<ServingDocument> = {}): Topology {
  return topologyOf(onBothClouds(changes));
}

/** A fleet of which one route's jobs outlive a cloud. */
export const ACROSS_CLOUDS: Partial<ServingDocument> = {
  routes: { chat: {}, extract: { floor: 2, queue: 'allowed', durability: 'cloud' } },
};

export const bundle = (changes: Partial<ServingDocument> = {}) => GatewayBundle.of(topology(changes));

// biome-ignore lint/suspicious/noExplicitAny: Terraform's JSON has as many shapes as there are resource types
export type Json = Record<string, any>;

/** What a stack writes, as JSON; of the comments, which `Testing` leaves out, the top-level one. */
export const jsonOf = (stack: TerraformStack): Json => ({
  ...JSON.parse(Testing.synth(stack)),
  '//': stack.toTerraform()['//'],
});

/** The stacks of a fleet, as JSON. */
export function fleetOf(changes: Partial<ServingDocument> = {}, options: GoogleFleetOptions = {}) {
  const { mirror, serving, dns } = new GoogleFleet(Testing.app(), 'Google', topology(changes), options);
  return { mirror: mirror && jsonOf(mirror), serving: jsonOf(serving), dns: jsonOf(dns) };
}

/** A stack that knows nothing of fleets, with what was put in it. */
export function foreignStack(build: (stack: TerraformStack) => unknown): Json {
  const stack = new TerraformStack(Testing.app(), 'theirs');
  build(stack);
  return jsonOf(stack);
}

/** The resources of a type, in the order of their ids; none when there is no such type. */
export const resourcesOf = (json: Json, type: string): Json[] => Object.values(json.resource[type] ?? {});

/** The one resource of a type that has these properties. */
export function only(json: Json, type: string, properties: Json = {}): Json {
  const found = resourcesOf(json, type).filter((resource) =>
    Object.entries(properties).every(([key, value]) => resource[key] === value),
  );
  expect(found).toHaveLength(1);
  return found[0];
}

/** How another resource refers to an attribute of this one. */
export function attributeOf(json: Json, type: string, resource: Json, attribute: string): string {
  const [id] = Object.entries<Json>(json.resource[type]).find(([, each]) => each === resource) ?? [];
  return `\${${type}.${id}.${attribute}}`;
}

/** A fleet with an L4 in each of its Google cells. */
export const WITH_L4: Partial<ServingDocument> = {
  ladder: [
    {
      ...{ tier: 1, name: 'frontier', aws: { bedrock: { model: 'amazon.nova-pro-v1:0' } } },
      google: { vertex: { model: 'gemini-2.5-pro', location: 'eu' } },
    },
    {
      ...{ tier: 2, name: 'own', cells: ['google:europe-west4', 'google:europe-west1'] },
      google: {
        vllm: { model: 'Qwen/Qwen3-8B-FP8', revision: 'a'.repeat(40), digest: `sha256:${'b'.repeat(64)}` },
      },
    },
    { tier: 3, name: 'script', deterministic: { responses: 'responses' } },
  ],
  routes: { chat: {} },
  demand: { peakRequestsPerSecond: 6, inputTokens: 1500, outputTokens: 300 },
};
