import { spawn } from 'node:child_process';

/** What a program took from its start to its end. */
export interface Taken {
  readonly seconds: number;
  /** Of a processor, its children's too: what counts on a machine that others use as well. */
  readonly processorSeconds: number;
}

/** bash's `time` knows what the children of a process took, which Node does not tell. */
const TIMED = 'TIMEFORMAT="%3R %3U %3S"; exec 3>&2; time "$@" >/dev/null 2>&3';

/**
 * Runs a program to its end, or until its time is up: then it is killed with all that it started.
 * @param isFailure of its exit status: a linter that has findings has not failed
 * @returns undefined where it took longer
 */
export async function measureCommand(
  [command, ...args]: readonly [string, ...string[]],
  mostSeconds: number,
  isFailure: (status: number) => boolean,
): Promise<Taken | undefined> {
  const child = spawn('bash', ['-c', TIMED, 'timed', command, ...args], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told = (told + text).slice(-4000);
  });
  const killed = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), mostSeconds * 1000);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  }).finally(() => clearTimeout(killed));
  if (status === null) return undefined;
  if (isFailure(status)) throw new Error(`${command} ended with ${status}\n${told.slice(-2000)}`);
  const [seconds, user, system] = (told.trimEnd().split('\n').at(-1) ?? '').split(' ').map(Number);
  if (seconds === undefined || user === undefined || system === undefined)
    throw new Error(`bash did not tell: ${told}`);
  return { seconds, processorSeconds: user + system };
}
