import { execFile } from 'node:child_process';
import { commandLine } from '../bootstrap/step';
import { type Found, unknown } from './finding';

// biome-ignore lint/suspicious/noExplicitAny: answers have as many shapes as there are commands
type Json = any;

/** What a cloud's command line said to a question. */
export type Said =
  | { readonly kind: 'answer'; readonly value: Json }
  /** The cloud said no, by its own code. */
  | { readonly kind: 'refusal'; readonly code: string; readonly message: string }
  /** Nobody answered: no command line, no credentials, no network. */
  | { readonly kind: 'silence'; readonly why: string };

/** Asks by the command line that is logged in here: `['aws', 'sts', 'get-caller-identity']`. It only ever reads. */
export type Ask = (command: readonly string[]) => Promise<Said>;

const SECONDS = 30;
const AT_ONCE = 6;

/** Runs `aws` and `gcloud`, a few at a time. */
export function byCommandLine(env: NodeJS.ProcessEnv = process.env): Ask {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (command) => {
    if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      return await run(command, env);
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}

function run([program, ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<Said> {
  // A pager or a question would wait for somebody who is not there.
  const quiet = { ...env, AWS_PAGER: '', CLOUDSDK_CORE_DISABLE_PROMPTS: '1' };
  return new Promise((resolve) => {
    execFile(
      program as string,
      args,
      { env: quiet, timeout: SECONDS * 1000, maxBuffer: 32 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error === null) resolve(answered(stdout));
        else if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
          resolve({ kind: 'silence', why: `${program} is not on this machine` });
        } else if (error.killed) resolve({ kind: 'silence', why: `no answer within ${SECONDS} s` });
        else resolve(refusedBy(stderr));
      },
    );
  });
}

function answered(text: string): Said {
  try {
    return { kind: 'answer', value: text.trim() === '' ? {} : JSON.parse(text) };
  } catch {
    return { kind: 'silence', why: 'the answer is no JSON' };
  }
}

/** Codes as the clouds give them: `An error occurred (NoSuchEntity) when…`, `PERMISSION_DENIED: …`. */
export function refusedBy(stderr: string): Said {
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
  if (/\b404\b|not found/i.test(stderr)) return { kind: 'refusal', code: 'NOT_FOUND', message };
  return { kind: 'silence', why: message === '' ? 'it failed without a word' : message };
}

/** A refusal that says that there is no such thing. */
export function isAbsent(said: Said): boolean {
  return said.kind === 'refusal' && /NotFound|NoSuch|NOT_FOUND|ParameterNotFound|NotFoundException/.test(said.code);
}

/** What a check says where it was given no answer that decides. */
export function undecided(place: string, command: readonly string[], said: Said): Found {
  const why = said.kind === 'refusal' ? `${said.code}: ${said.message}` : said.kind === 'silence' ? said.why : '';
  return unknown(place, why, `have this answered, and ask again: ${commandLine(command)}`);
}
