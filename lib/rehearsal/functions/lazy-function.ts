import type { IncomingMessage } from 'node:http';
import { type FunctionToRun, type LambdaProcess, startFunction } from './lambda-process';
import { FUNCTION_ERROR } from './protocol';

/** One environment of a function: started by its first invocation and, once it has ended, by the next, as Lambda does. */
export class LazyFunction {
  private process: Promise<LambdaProcess> | undefined;

  public constructor(
    private readonly run: FunctionToRun,
    private readonly onTrouble: (message: string) => void,
  ) {}

  public async warm(): Promise<void> {
    await this.started();
  }

  /** One that is called off already starts nothing. */
  public async invoke(event: unknown, signal: AbortSignal): Promise<IncomingMessage> {
    signal.throwIfAborted();
    const process = await this.started();
    return process.invoke(event, signal);
  }

  /** What the function returned. Rejects where it failed. */
  public async call(event: unknown, signal: AbortSignal): Promise<unknown> {
    const answer = await this.invoke(event, signal);
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    if (answer.headers[FUNCTION_ERROR] !== undefined) throw new Error(`${this.run.name} failed: ${text}`);
    return JSON.parse(text);
  }

  /** At once, whatever it was doing. */
  public async stop(): Promise<void> {
    const { process } = this;
    this.process = undefined;
    await process?.then(
      (one) => one.stop(),
      () => undefined,
    );
  }

  private started(): Promise<LambdaProcess> {
    this.process ??= this.start();
    return this.process;
  }

  private async start(): Promise<LambdaProcess> {
    const forget = () => {
      this.process = undefined;
    };
    try {
      const process = await startFunction(this.run);
      process.onCrash = (message) => {
        forget();
        this.onTrouble(message);
      };
      return process;
    } catch (error) {
      forget();
      throw error;
    }
  }
}
