import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream';
import type { FunctionPlan } from '../plan/cell-plan';

/**
 * What an account may run at once in a Region before anybody has asked for more.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const ACCOUNT_EXECUTIONS = 1000;

/** Lambda refuses an invocation since as many run as may: a TooManyRequestsException of its API. */
export class Throttled extends Error {
  /** @param reason as Lambda's API gives it */
  public constructor(public readonly reason: string) {
    super('Rate Exceeded.');
  }
}

/**
 * How many invocations may run at once: one environment serves one at a time, and there are so many. Here an invocation
 * ends with the connection of who called; at Lambda it runs on until its handler returns.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export class Concurrency {
  private running = 0;

  public constructor(
    private readonly most: number,
    private readonly reason: string,
  ) {}

  /** @throws Throttled where all environments are taken */
  public async invoke(call: () => Promise<IncomingMessage>): Promise<IncomingMessage> {
    if (this.running >= this.most) throw new Throttled(this.reason);
    this.running += 1;
    const ended = () => {
      this.running -= 1;
    };
    const answer = await call().catch((error: unknown) => {
      ended();
      throw error;
    });
    finished(answer, ended);
    return answer;
  }
}

/**
 * The limits of a Region's functions, by id: a function's own where it has one reserved; the others share what the
 * account has left.
 */
export function concurrencyOf(
  functions: readonly Pick<FunctionPlan, 'id' | 'reservedConcurrency'>[],
): ReadonlyMap<string, Concurrency> {
  const reserved = functions.reduce((sum, one) => sum + (one.reservedConcurrency ?? 0), 0);
  const shared = new Concurrency(Math.max(0, ACCOUNT_EXECUTIONS - reserved), 'ConcurrentInvocationLimitExceeded');
  return new Map(
    functions.map(({ id, reservedConcurrency: own }) => [
      id,
      own === undefined ? shared : new Concurrency(own, 'ReservedFunctionConcurrentInvocationLimitExceeded'),
    ]),
  );
}
