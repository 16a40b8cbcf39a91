import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ENVIRONMENT } from '../../../lib/contract/environment';
import { BAKED } from '../../../lib/contract/serving-config';

export interface PullingCellOptions {
  /** What `bake` made. */
  readonly directory: string;
  readonly keysFile: string;
  readonly environment: Readonly<Record<string, string>>;
}

type Line = Readonly<Record<string, unknown>>;

/** A cell on Google as it is deployed: its gateway, and a worker that pulls, in processes of their own. */
export class PullingCell {
  private readonly children: ChildProcess[] = [];
  private worker: ChildProcess | undefined;
  /** What the workers wrote for their log. */
  public readonly lines: Line[] = [];
  public url = '';

  public constructor(private readonly options: PullingCellOptions) {}

  public async serve(): Promise<void> {
    const child = this.start(BAKED.gateway, { PORT: '0', [ENVIRONMENT.keysFile]: this.options.keysFile });
    for await (const text of createInterface({ input: child.stdout! })) {
      const { address, port } = JSON.parse(text).listening;
      child.stdout!.resume();
      this.url = `http://${address}:${port}`;
      return;
    }
    throw new Error('the gateway ended');
  }

  public work(): void {
    this.worker = this.start(BAKED.worker, { [ENVIRONMENT.jobsWorkers]: '1' });
    createInterface({ input: this.worker.stdout! }).on('line', (text) => this.lines.push(JSON.parse(text)));
  }

  /** Tells the worker to end, as Cloud Run does, or ends it by force. Its exit status, and how long it took. */
  public async rest(
    signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM',
  ): Promise<{ status: number | null; milliseconds: number }> {
    const child = this.worker!;
    const began = Date.now();
    child.kill(signal);
    const [status] = (await once(child, 'exit')) as [number | null];
    return { status, milliseconds: Date.now() - began };
  }

  public async close(): Promise<void> {
    for (const child of this.children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }

  private start(file: string, more: Readonly<Record<string, string>>): ChildProcess {
    // Nothing of the environment of the tests.
    const env = { NODE_NO_WARNINGS: '1', ...this.options.environment, ...more };
    const child = spawn(process.execPath, [join(this.options.directory, file)], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.children.push(child);
    return child;
  }
}
