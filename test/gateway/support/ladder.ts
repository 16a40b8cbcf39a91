import type { ModelSource, Rung, Tier } from '../../../lib/contract/ladder';
import type { Route } from '../../../lib/contract/route';
import type { ChatRequest } from '../../../lib/gateway/chat/chat-request';
import type { LadderEvent } from '../../../lib/gateway/ladder/events';
import { Gate } from '../../../lib/gateway/ladder/gate';
import { RetryBudget } from '../../../lib/gateway/ladder/retry-budget';
import type { Step } from '../../../lib/gateway/ladder/steps';
import { reasonOf, Walk } from '../../../lib/gateway/ladder/walk';
import type { ManualClock } from './manual-clock';
import { chatRequest, collect, end, type Script, ScriptedProvider, text } from './scripted-provider';

const SOURCES: readonly ModelSource[] = [
  { kind: 'bedrock', model: 'm', profile: 'geographic' },
  { kind: 'openai-compatible', url: 'http://127.0.0.1/v1', model: 'm' },
  { kind: 'deterministic' },
];

export const answers: Script = [text('here'), end];

export interface StepOptions extends Partial<Rung> {
  readonly within?: readonly string[];
}

/** A rung of three tiers' ladder that says what the script says; another script for each call where there are several. */
export function step(
  name: string,
  tier: Tier,
  script: Script | readonly Script[],
  clock: ManualClock,
  { within, ...more }: StepOptions = {},
): Step {
  const source = SOURCES[tier - 1];
  const observe = (_event: LadderEvent) => {};
  const gate = tier === 3 ? undefined : new Gate(name, { clock, random: () => 0, observe });
  const provider = new ScriptedProvider(name, script, clock);
  return { rung: { name, tier, on: { aws: source }, ...more }, source, provider, residency: within, gate };
}

export function route(more: Partial<Route> = {}): Route {
  return {
    name: 'chat',
    deadlineSeconds: 60,
    floor: 3,
    queue: 'never',
    residency: [],
    durability: 'region',
    otherCloudDown: 'refuse',
    ...more,
  };
}

export interface WalkScene {
  readonly clock: ManualClock;
  readonly steps: readonly Step[];
  readonly route?: Route;
  readonly request?: Partial<ChatRequest>;
  readonly retries?: RetryBudget;
  /** Milliseconds since the request came. */
  readonly arrivedAgo?: number;
  readonly deadlineMilliseconds?: number;
}

export function go({ clock, steps, request, arrivedAgo = 0, ...options }: WalkScene) {
  const caller = new AbortController();
  const asked = options.route ?? route();
  const walk = new Walk(chatRequest(request), {
    steps,
    route: asked,
    clock,
    retries: options.retries ?? new RetryBudget(),
    arrivedAt: clock.now() - arrivedAgo,
    deadlineMilliseconds: options.deadlineMilliseconds ?? asked.deadlineSeconds * 1000,
    caller: caller.signal,
  });
  return { walk, walked: walk.next(), caller };
}

/** Who answered, or how it ended; why; and how many calls were made. The answer is read to its end. */
export async function outcome(scene: WalkScene) {
  const { walk, walked: walking } = go(scene);
  const walked = await walking;
  const served = walked.kind === 'answered' ? walked.step.rung.name : walked.kind;
  if (walked.kind === 'answered') await collect(walked.parts);
  return { served, reason: reasonOf(walk.passed), attempts: walk.tried.length };
}

export function providerOf(steps: readonly Step[], name: string): ScriptedProvider {
  return steps.find(({ rung }) => rung.name === name)?.provider as ScriptedProvider;
}

/** Pays for retries to come. */
export function fullBudget(): RetryBudget {
  const budget = new RetryBudget();
  for (let call = 0; call < 100; call += 1) budget.earn();
  return budget;
}
