import { CONSEQUENCES } from './consequence';
import type { Fault, Part } from './provider';
import type { Step } from './steps';
import type { Walk, Walked } from './walk';

/** The answer begins again, from another rung: what came before it is void. */
export interface Restart {
  readonly kind: 'restart';
  readonly step: Step;
}

type Answered = Extract<Walked, { kind: 'answered' }>;

/**
 * An answer that begins again on the next rung when it breaks off. Never a continuation: no model is asked to finish
 * another's sentence. What is for the caller, as a content filter's refusal, stands.
 */
export async function* withRestarts(walk: Walk, first: Answered): AsyncGenerator<Part | Restart> {
  let current: Answered | undefined = first;
  while (current !== undefined) {
    const { step, parts }: Answered = current;
    current = undefined;
    for await (const part of parts) {
      current = part.kind === 'fault' ? await below(walk, step, part) : undefined;
      if (current === undefined) yield part;
    }
    if (current !== undefined) yield { kind: 'restart', step: current.step };
  }
}

async function below(walk: Walk, step: Step, { failure }: Fault): Promise<Answered | undefined> {
  if (CONSEQUENCES[failure].next !== 'another') return undefined;
  walk.broke(step, failure);
  const walked = await walk.next();
  return walked.kind === 'answered' ? walked : undefined;
}
