import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SQSBatchResponse } from 'aws-lambda';
import { ENVIRONMENT } from '../../../../lib/contract/environment';
import { BAKED } from '../../../../lib/contract/serving-config';

export interface BundledCellOptions {
  readonly cell: string;
  /** What `bake` made. */
  readonly directory: string;
  readonly keysFile: string;
  readonly bucket: string;
  readonly ledger: string;
  readonly queueUrl: string;
  readonly deadLettersUrl: string;
  /** Where the AWS services are. */
  readonly endpoints: { readonly dynamodb: string; readonly others: string };
  /** More variables. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What Lambda does with a handler: an event in a line, what came of it in a line. */
const HOST = `
  const bundle = require(process.env.BUNDLE);
  const context = { getRemainingTimeInMillis: () => 50_000 };
  require('node:readline').createInterface({ input: process.stdin }).on('line', async (line) => {
    const { id, entry, event } = JSON.parse(line);
    const told = await bundle[entry](event, context).then((result) => ({ result }), (error) => ({ error: String(error) }));
    process.stdout.write(JSON.stringify({ answerTo: id, ...told }) + '\\n');
  });`;

/** One cell's gateway and worker, as they are deployed: the baked bundles in processes of their own. */
export class BundledCell {
  private readonly children: ChildProcess[] = [];
  /** What the worker wrote for its log. */
  public readonly lines: Readonly<Record<string, unknown>>[] = [];
  private readonly waiting = new Map<number, (told: { result?: unknown; error?: string }) => void>();
  private worker: ChildProcess | undefined;
  private calls = 0;

  public constructor(private readonly options: BundledCellOptions) {}

  /** The gateway's URL, once it listens. */
  public async serve(): Promise<string> {
    const script = join(this.options.directory, BAKED.gateway);
    const child = this.start([script], { PORT: '0', [ENVIRONMENT.keysFile]: this.options.keysFile });
    for await (const line of createInterface({ input: child.stdout! })) {
      const { address, port } = JSON.parse(line).listening;
      child.stdout!.resume();
      return `http://${address}:${port}`;
    }
    throw new Error('the gateway ended');
  }

  public async work(
    records: readonly { readonly messageId: string; readonly body: string; readonly receiptHandle: string }[],
  ) {
    return (await this.call('handler', { Records: records })) as SQSBatchResponse;
  }

  /**
   * The worker as a process of its own, which is told to end by the first line that says so. Its exit status, and what it
   * wrote.
   */
  public async workAlone(
    until: (line: Readonly<Record<string, unknown>>) => boolean,
    more: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly status: number | null; readonly lines: readonly Readonly<Record<string, unknown>>[] }> {
    const child = this.start([join(this.options.directory, BAKED.worker)], more);
    const lines: Readonly<Record<string, unknown>>[] = [];
    let told = false;
    createInterface({ input: child.stdout! }).on('line', (text) => {
      lines.push(JSON.parse(text));
      if (told || !until(lines.at(-1)!)) return;
      told = child.kill('SIGTERM');
    });
    const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { status, lines };
  }

  public async sweep(): Promise<void> {
    await this.call('sweep', {});
  }

  public async close(): Promise<void> {
    for (const child of this.children) {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null)
        await new Promise((resolve) => child.once('exit', resolve));
    }
  }

  private call(entry: 'handler' | 'sweep', event: unknown): Promise<unknown> {
    this.worker ??= this.startWorker();
    this.calls += 1;
    const id = this.calls;
    this.worker.stdin!.write(`${JSON.stringify({ id, entry, event })}\n`);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ({ result, error }) => (error === undefined ? resolve(result) : reject(new Error(error))));
    });
  }

  private startWorker(): ChildProcess {
    const child = this.start(['-e', HOST], { BUNDLE: join(this.options.directory, BAKED.worker) });
    createInterface({ input: child.stdout! }).on('line', (text) => {
      const line = JSON.parse(text);
      if (line.answerTo === undefined) this.lines.push(line);
      else this.waiting.get(line.answerTo)?.(line);
    });
    return child;
  }

  private start(args: readonly string[], more: Readonly<Record<string, string>>): ChildProcess {
    const { cell, bucket, ledger, queueUrl, deadLettersUrl, endpoints, environment } = this.options;
    const env = {
      NODE_NO_WARNINGS: '1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: endpoints.others,
      AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
      [ENVIRONMENT.cell]: cell,
      [ENVIRONMENT.stateBucket]: bucket,
      [ENVIRONMENT.jobsLedger]: ledger,
      [ENVIRONMENT.jobsQueue]: queueUrl,
      [ENVIRONMENT.jobsDeadLetters]: deadLettersUrl,
      ...environment,
      ...more,
    };
    const child = spawn(process.execPath, [...args], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.children.push(child);
    return child;
  }
}
