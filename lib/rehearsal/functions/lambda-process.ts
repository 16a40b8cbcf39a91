import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { InvalidConfiguration } from '../../contract/problem';
import { bundledScript } from '../bundled-script';
import { lastWordsOf } from '../last-words';
import { hearOfLateness } from '../lateness';
import { INVOKE_PATH, REQUEST_ID, type Ready, type Surroundings } from './protocol';

export interface FunctionToRun {
  readonly name: string;
  readonly codeDirectory: string;
  /** `index.handler` */
  readonly handler: string;
  /** Everything that the process sees; nothing of this machine's environment is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly surroundings?: Surroundings;
  /** Told by how many milliseconds of this machine's clock the process ran late. */
  readonly onLate?: (milliseconds: number) => void;
}

export interface Invocable {
  invoke(event: unknown, signal: AbortSignal): Promise<IncomingMessage>;
}

/**
 * A function's process; one takes all invocations, where Lambda would have one environment for each. How many there may
 * be at once is not its business.
 */
export interface LambdaProcess extends Invocable {
  /** Called when the process ends without having been asked to. */
  onCrash?: (message: string) => void;
  stop(): Promise<void>;
}

const START_MILLISECONDS = 20_000;

/** Starts the process and waits until it listens. */
export async function startFunction(
  run: FunctionToRun,
  host = bundledScript('lambda-host.js'),
): Promise<LambdaProcess> {
  const surroundings = JSON.stringify(run.surroundings ?? {});
  const child = spawn(
    process.execPath,
    [host, run.codeDirectory, run.handler, String(run.timeoutSeconds), surroundings],
    {
      cwd: run.codeDirectory,
      env: run.environment,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // What is sent to all of a terminal's or a job's processes is for the rehearsal, which ends this one.
      detached: true,
    },
  );
  if (run.onLate !== undefined) hearOfLateness(child, run.onLate);
  const lastWords = lastWordsOf(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { port } = await ready(child, run, lastWords);
  const agent = new Agent({ keepAlive: true });
  let stopping = false;
  const started: LambdaProcess = {
    invoke: (event, signal) => post(port, agent, event, signal),
    async stop() {
      stopping = true;
      child.kill('SIGKILL');
      await ended;
      agent.destroy();
    },
  };
  child.once('exit', (code, signal) => {
    if (!stopping) started.onCrash?.(`${run.name} ended (${signal ?? `exit status ${code}`}): ${lastWords()}`);
  });
  return started;
}

function ready(child: ChildProcess, run: FunctionToRun, lastWords: () => string): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(
        new InvalidConfiguration([
          {
            code: 'function-does-not-start',
            path: run.name,
            message: `the function's process did not start: ${why}. ${lastWords()}`.trim(),
            found: `${run.handler} in ${run.codeDirectory}`,
            mend: 'run the handler by hand: what it says above is its own standard error',
          },
        ]),
      );
    };
    const exited = (code: number | null) => fail(`exit status ${code}`);
    const timer = setTimeout(() => fail(`it does not listen after ${START_MILLISECONDS / 1000} s`), START_MILLISECONDS);
    child.once('error', (error) => fail(error.message));
    child.once('exit', exited);
    child.once('message', (message) => {
      clearTimeout(timer);
      child.removeListener('exit', exited);
      resolve(message as Ready);
    });
  });
}

function post(port: number, agent: Agent, event: unknown, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', [REQUEST_ID]: randomUUID() };
    const request = httpRequest(
      { host: '127.0.0.1', port, path: INVOKE_PATH, method: 'POST', headers, signal, agent },
      resolve,
    );
    request.once('error', reject);
    request.end(JSON.stringify(event));
  });
}
