import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface GatewayProcess {
  readonly url: string;
  /** Sends SIGTERM; settles with how the process ended, and what it had written to its standard error. */
  end(): Promise<{ readonly status: number | null; readonly said: string }>;
  /** For a test that failed before it could end it. */
  kill(): void;
}

/** Runs a baked gateway by plain Node, with this environment and nothing of the tests' own. */
export async function startGateway(
  script: string,
  environment: Readonly<Record<string, string>>,
  preload: string,
): Promise<GatewayProcess> {
  const child = spawn(process.execPath, ['--no-warnings', '--require', preload, script], {
    env: { PORT: '0', ...environment },
  });
  let said = '';
  child.stderr.on('data', (piece) => {
    said += piece;
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([
    new Promise<string>((resolve) => lines.once('line', resolve)),
    closed.then(() => Promise.reject(new Error(`it ended: ${said}`))),
  ]);
  const { address, port } = JSON.parse(first).listening;
  return {
    url: `http://${address}:${port}`,
    end: async () => {
      child.kill('SIGTERM');
      return { status: await closed, said };
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
