import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

// biome-ignore lint/suspicious/noExplicitAny: answers have as many shapes as AWS has operations
export type Answer = Record<string, any>;

/** One call of an AWS API: `ask('sqs', 'GetQueueUrl', { QueueName })`. @throws Refused as the service does */
export type Ask = (service: string, operation: string, input?: object) => Promise<Answer>;

/** What a service answered with an error, by its code. */
export class Refused extends Error {
  public constructor(
    public readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Asks AWS's services by its own SDK for Python, which moto is built on. */
export interface Asker {
  readonly in: (region: string) => Ask;
  readonly end: () => void;
}

/** @param python of the environment that moto lies in */
export function startAsking(python: string, env: NodeJS.ProcessEnv): Asker {
  const child = spawn(python, ['-B', join(__dirname, 'moto/ask.py')], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let last: Promise<unknown> = Promise.resolve();
  const call = async (text: string): Promise<Answer> => {
    child.stdin.write(`${text}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('ask.py ended');
    const { output, code, message } = JSON.parse(value);
    if (code !== undefined) throw new Refused(code, message);
    return output;
  };
  return {
    in:
      (region) =>
      (service, operation, input = {}) => {
        // One after another: the answers carry no names.
        const answer = last.then(() => call(JSON.stringify({ service, operation, region, input })));
        last = answer.catch(() => undefined);
        return answer;
      },
    end: () => child.stdin.end(),
  };
}

/** Undefined where the service says that there is no such thing. */
export async function found<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Refused && /NotFound|NoSuch|NonExistent|404|ResourceNotFoundException/i.test(error.code)) {
      return undefined;
    }
    throw error;
  }
}
