import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import { Fleet } from '../../lib/aws/fleet';
import type { ServingDocument } from '../../lib/topology/serving-document';
import { plainSource } from '../../lib/topology/source';
import type { Topology } from '../../lib/topology/topology';
import { topologyOf } from '../../lib/topology/topology-of';

export const ACCOUNT = '111122223333';

/** A whole declaration; each test says what it needs to be different. */
export function declaration(changes: Partial<ServingDocument> = {}): ServingDocument {
  return {
    service: 'assistant',
    domain: 'ai.example.com',
    hostedZone: { id: 'Z0123456789ABCDEFGHIJ', name: 'ai.example.com' },
    frontDoorRegion: 'eu-central-1',
    aws: { account: ACCOUNT, regions: ['eu-west-1', 'eu-central-1', 'eu-west-3'] },
    ladder: [
      { tier: 1, name: 'frontier', aws: { bedrock: { model: 'anthropic.claude-sonnet-4-5-20250929-v1:0' } } },
      {
        tier: 2,
        name: 'open-weights',
        openAiCompatible: { url: 'https://llm.example.net/v1', model: 'qwen3-8b', apiKeySecret: 'understudy/llm' },
        residency: ['eu'],
      },
      { tier: 3, name: 'script', deterministic: { responses: 'responses' } },
    ],
    routes: { chat: { deadline: '60s' }, extract: { deadline: '20s', floor: 2, queue: 'allowed' } },
    ...changes,
  };
}

export const topology = (changes: Partial<ServingDocument> = {}): Topology =>
  topologyOf(declaration(changes), plainSource(join(__dirname, '..', '..')));

const known = new Map<string, ReturnType<typeof synthesized>>();

/** A synthesized fleet, its templates by stack name; the same one for the same declaration, so only to be read. */
export function fleetOf(changes: Partial<ServingDocument> = {}) {
  const key = JSON.stringify(changes);
  const fleet = known.get(key) ?? synthesized(changes);
  known.set(key, fleet);
  return fleet;
}

function synthesized(changes: Partial<ServingDocument>) {
  // The tree is for people who look at it, and more than half of a synthesis.
  const app = new App({ treeMetadata: false });
  const fleet = Fleet._of(app, 'Assistant', topology(changes));
  const assembly = app.synth();
  const templates = new Map(assembly.stacks.map((stack) => [stack.stackName, stack.template]));
  return { fleet, assembly, templates };
}

/** A stack that knows nothing of fleets. */
export const foreignStack = (region = 'eu-west-1') =>
  new Stack(new App(), 'TheirStack', { env: { account: ACCOUNT, region } });

interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: templates have as many shapes as there are resource types
  readonly Properties: Record<string, any>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: string[];
}

/** The resources of a type, by logical id. */
export const resourcesOf = (template: Template, type: string) =>
  Object.entries(template.findResources(type)) as unknown as [string, Resource][];

/** The one resource of a type that has these properties. */
export function only(template: Template, type: string, properties: Record<string, unknown> = {}): Resource {
  const found = Object.values(template.findResources(type, { Properties: properties }));
  expect(found).toHaveLength(1);
  return found[0] as unknown as Resource;
}

export const templateOf = (stack: Stack) => Template.fromStack(stack);
