import { execFileSync } from 'node:child_process';

const LOOK_MILLISECONDS = 500;

/**
 * Calls once when the npm that started this process is gone: it hands SIGTERM to the shell between them alone, which
 * dies of it without a word, and nothing at all where it is hung up or killed. Where no npm started it, whoever did may
 * go and leave it running. The result stops looking.
 */
export function whenLauncherGone(call: () => void, environment = process.env): () => void {
  if (environment.npm_lifecycle_event === undefined) return () => {};
  const launchers = launchersOf(process.ppid);
  const timer = setInterval(() => {
    if (launchers.every(runs) && process.ppid === launchers[0]) return;
    clearInterval(timer);
    call();
  }, LOOK_MILLISECONDS).unref();
  return () => clearInterval(timer);
}

/** The parent and, where that is the shell of an npm script, npm itself: some shells take its place, others wait. */
function launchersOf(parent: number): readonly number[] {
  try {
    const told = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(parent)], { encoding: 'utf8' });
    const [, npm, command] = /^\s*(\d+)\s+(\S+)/.exec(told) ?? [];
    return /(^|\/)(a|ba|da|z)?sh$/.test(command ?? '') ? [parent, Number(npm)] : [parent];
  } catch {
    return [parent]; // no `ps` here
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // somebody else's
  }
}
