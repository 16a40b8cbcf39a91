import type { CellId } from '../../contract/cell';
import type { Ask, Probe } from './ask';
import { type Outcome, outcomeOf } from './outcome';

/** What the cloud says of the gateway's function where it is asked apart from the API before it. */
export type Refusal = 'throttled' | 'takes-calls' | 'fails' | 'not-known';

/** Asks the cloud why it refused. Never rejects. */
export type AskWhy = () => Promise<Refusal>;

/** What is known when the inquiry ends. */
export type Finding = Exclude<Outcome, { kind: 'refused' }>;

/** As often as the API may refuse while the function takes calls: once is a moment between two. */
const ATTEMPTS = 3;

export interface InquiryParts {
  readonly cell: CellId;
  readonly ask: Ask;
  /** Undefined where the cloud cannot be asked: then its refusal says nothing. */
  readonly askWhy?: AskWhy;
}

/**
 * Asks the gateway until something is known. Where streams hold the gateway's whole concurrency the API refuses a probe
 * with the same 500 as for a function that is gone: busy is not dead, so the function itself is asked which it is.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
 */
export async function inquire({ cell, ask, askWhy }: InquiryParts, probe: Probe, key: string): Promise<Finding> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const outcome = outcomeOf(await ask(probe, key), cell, probe.rungs);
    if (outcome.kind !== 'refused') return outcome;
    if (askWhy === undefined) return { kind: 'unknown', why: `refused by the platform (${outcome.status})` };
    const why = await askWhy();
    if (why === 'throttled' || why === 'not-known') return { kind: 'unknown', why: `refused: ${why}` };
    if (why === 'fails') break;
  }
  return { kind: 'bad', why: 'refused by the platform' };
}
