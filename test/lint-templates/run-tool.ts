import { spawnSync } from 'node:child_process';

/** A program that ended by itself, whatever its status. */
export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs another's program to its end.
 * @param seconds it may take
 * @throws Error if it cannot be started or did not end in time: nothing that it printed counts
 */
export function runTool(command: string, args: readonly string[], seconds: number, env = process.env): Ended {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    env,
    timeout: seconds * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  if (status === null) throw new Error(`${command} did not end by itself`);
  return { status, stdout, stderr };
}
