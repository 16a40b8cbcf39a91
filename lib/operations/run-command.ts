import { execFile } from 'node:child_process';

/** What became of a command of a cloud's command line. */
export type Ran =
  | { readonly kind: 'done'; readonly text: string }
  /** The cloud said no, by its own code. */
  | { readonly kind: 'refusal'; readonly code: string; readonly message: string }
  /** Nobody answered: no command line, no credentials, no network. */
  | { readonly kind: 'silence'; readonly why: string };

/** Runs a program by its arguments, no shell between. @param input what it reads from its standard input */
export type Run = (command: readonly string[], input?: string) => Promise<Ran>;

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly seconds?: number;
}

const AT_ONCE = 6;

/** Runs `aws` and `gcloud` as they are logged in here, a few at a time. */
export function byCommandLine({ env = process.env, seconds = 30 }: RunOptions = {}): Run {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (command, input) => {
    if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      return await run(command, input, env, seconds);
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}

function run(
  [program, ...args]: readonly string[],
  input: string | undefined,
  env: NodeJS.ProcessEnv,
  seconds: number,
): Promise<Ran> {
  // A pager or a question would wait for somebody who is not there.
  const quiet = { ...env, AWS_PAGER: '', CLOUDSDK_CORE_DISABLE_PROMPTS: '1' };
  return new Promise((resolve) => {
    const child = execFile(
      program as string,
      args,
      { env: quiet, timeout: seconds * 1000, maxBuffer: 32 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error === null) resolve({ kind: 'done', text: stdout });
        else if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
          resolve({ kind: 'silence', why: `${program} is not on this machine` });
        } else if (error.killed) resolve({ kind: 'silence', why: `no answer within ${seconds} s` });
        else resolve(refusedBy(stderr));
      },
    );
    // One that ended early reads no more; its own words say why.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
}

/** Codes as the clouds give them: `An error occurred (NoSuchEntity) when…`, `PERMISSION_DENIED: …`. */
export function refusedBy(stderr: string): Exclude<Ran, { kind: 'done' }> {
  const message = stderr
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 3)
    .join(' ')
    .slice(0, 500);
  const [, aws] = /An error occurred \((\w+)\)/.exec(stderr) ?? [];
  if (aws !== undefined) return { kind: 'refusal', code: aws, message };
  const [, google] = /\b(PERMISSION_DENIED|NOT_FOUND|UNAUTHENTICATED|FAILED_PRECONDITION)\b/.exec(stderr) ?? [];
  if (google !== undefined) return { kind: 'refusal', code: google, message };
  if (/\b404\b|not found|matched no objects/i.test(stderr)) return { kind: 'refusal', code: 'NOT_FOUND', message };
  return { kind: 'silence', why: message === '' ? 'it failed without a word' : message };
}

/** Is there no such command line here? Then nobody was asked anything. */
export function isNotHere(ran: { readonly kind: string; readonly why?: string }): boolean {
  return ran.kind === 'silence' && / is not on this machine$/.test(ran.why ?? '');
}

/** Did the cloud say that there is no such thing? */
export function saysAbsent(ran: { readonly kind: string; readonly code?: string }): boolean {
  return ran.kind === 'refusal' && /NotFound|NoSuch|NOT_FOUND|^404$/.test(ran.code ?? '');
}

/** Why something was not done, a phrase. */
export function whyNot(ran: Exclude<Ran, { kind: 'done' }>): string {
  return ran.kind === 'refusal' ? `${ran.code}: ${ran.message}` : ran.why;
}
