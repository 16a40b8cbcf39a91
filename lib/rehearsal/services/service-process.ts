import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { InvalidConfiguration } from '../../contract/problem';
import { bundledScript } from '../bundled-script';
import type { Surroundings } from '../functions/protocol';
import { lastWordsOf } from '../last-words';
import { hearOfLateness } from '../lateness';
import { within } from '../within';
import { SURROUNDINGS } from './surroundings';

export interface ProgramToRun {
  readonly name: string;
  /** What follows `node`, with paths of this machine. */
  readonly args: readonly string[];
  readonly directory: string;
  /** Everything that the process sees; nothing of this machine's environment is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  readonly surroundings?: Surroundings;
  /** Told by how many milliseconds of this machine's clock the process ran late. */
  readonly onLate?: (milliseconds: number) => void;
}

export interface ServiceToRun extends ProgramToRun {
  /** Where it is to listen, on 127.0.0.1. */
  readonly port: number;
}

/** A process of Cloud Run's; of a service one takes all requests, where Cloud Run would start instances as they are needed. */
export interface ServiceProcess {
  /** Called when the process ends without having been asked to. */
  onCrash?: (message: string) => void;
  /** At once, as when the region is lost. */
  kill(): Promise<void>;
  /** As Cloud Run ends an instance: SIGTERM, and force for whoever takes too long. */
  stop(): Promise<void>;
}

const START_MILLISECONDS = 20_000;
const LOOK_AGAIN_MILLISECONDS = 50;
/** Cloud Run waits 10 s; at the end of a rehearsal nothing is left to be answered. */
const STOP_MILLISECONDS = 3000;

/** Starts the process and waits until it accepts connections: Cloud Run's own start-up probe. */
export async function startService(
  run: ServiceToRun,
  preload = bundledScript('with-parent.js'),
): Promise<ServiceProcess> {
  const started = startProgram(run, preload);
  const until = performance.now() + START_MILLISECONDS;
  while (!(await accepts(run.port))) {
    const { running } = started;
    if (running && performance.now() < until) continue;
    await started.kill();
    const why = running ? `it does not listen after ${START_MILLISECONDS / 1000} s` : started.end;
    throw doesNotStart(run, `${why}. ${started.lastWords()}`.trim());
  }
  return started;
}

/** A process as it is while it runs, and how it ended. */
export interface ProgramProcess extends ServiceProcess {
  readonly running: boolean;
  /** `SIGKILL`, `exit status 2` */
  readonly end: string;
  /** Settles with the first thing that it says, or with its end. */
  readonly firstWord: Promise<void>;
  lastWords(): string;
}

/** Starts a process that nobody calls. */
export function startProgram(run: ProgramToRun, preload = bundledScript('with-parent.js')): ProgramProcess {
  const { environment, surroundings } = run;
  const child = spawn(process.execPath, ['--require', preload, ...run.args], {
    cwd: run.directory,
    env: surroundings === undefined ? environment : { ...environment, [SURROUNDINGS]: JSON.stringify(surroundings) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // What is sent to all of a terminal's or a job's processes is for the rehearsal, which ends this one.
    detached: true,
  });
  if (run.onLate !== undefined) hearOfLateness(child, run.onLate);
  const said = new Promise<void>((resolve) => void child.stdout?.once('data', () => resolve()));
  // What else it says nobody reads.
  child.stdout?.resume();
  const lastWords = lastWordsOf(child);
  let running = true;
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      running = false;
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  let stopping = false;
  const kill = async () => {
    stopping = true;
    if (running) child.kill('SIGKILL');
    await ended;
  };
  const started: ProgramProcess = {
    get running() {
      return running;
    },
    get end() {
      return endOf(child);
    },
    ...{ lastWords, kill, firstWord: Promise.race([said, ended]) },
    async stop() {
      stopping = true;
      if (running) child.kill('SIGTERM');
      await within(STOP_MILLISECONDS, [ended]);
      await kill();
    },
  };
  ended.then(() => {
    if (!stopping) started.onCrash?.(`${run.name} ended (${endOf(child)}): ${lastWords()}`);
  });
  return started;
}

/** Does somebody accept a connection? If not, the answer takes a moment, so that asking again and again costs little. */
function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (accepted: boolean) => {
      socket.destroy();
      if (accepted) resolve(true);
      else setTimeout(resolve, LOOK_AGAIN_MILLISECONDS, false);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}

function endOf({ signalCode, exitCode }: ChildProcess): string {
  return signalCode ?? `exit status ${exitCode}`;
}

function doesNotStart({ name, args }: ServiceToRun, why: string): InvalidConfiguration {
  return new InvalidConfiguration([
    {
      code: 'service-does-not-start',
      path: name,
      message: `the service's process did not start: ${why}`,
      found: `node ${args.join(' ')}`,
      mend: 'run it by hand: what it says above is its own standard error',
    },
  ]);
}
