import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Surroundings } from '../functions/protocol';
import type { Late } from '../lag';
import type { GoogleJobsPlan } from '../plan/google-jobs-plan';
import { argsHere, layOut } from '../services/lay-out';
import { type ProgramProcess, startProgram } from '../services/service-process';
import { within } from '../within';
import { MOST_WORKERS, type Workings } from './workings';

export interface PoolJobsParts {
  readonly plan: GoogleJobsPlan;
  readonly region: string;
  /** A folder for what the workers have mounted. */
  readonly scratch: string;
  /** What is added to the environment of every process of the cell. */
  readonly added: Readonly<Record<string, string>>;
  readonly surroundings: Surroundings;
  readonly onTrouble: (message: string) => void;
  readonly onLate: Late;
}

const START_MILLISECONDS = 20_000;

/** What works a Google cell's jobs off: the instances of its worker pool, each of which pulls and sweeps by itself. */
export class PoolJobs implements Workings {
  private readonly here: (containerPath: string) => string;
  private instances: ProgramProcess[] | undefined;

  public constructor(private readonly parts: PoolJobsParts) {
    const root = join(parts.scratch, 'google', `${parts.region}-worker`);
    mkdirSync(root, { recursive: true });
    this.here = layOut(root, parts.plan.worker.program.files);
  }

  /** Settles once each has said something; who says nothing is not waited for longer than a process may take to start. */
  public async start(): Promise<void> {
    if (this.instances !== undefined) return;
    const count = Math.min(MOST_WORKERS, this.parts.plan.worker.instances);
    const instances: ProgramProcess[] = [];
    this.instances = instances;
    for (let index = 0; index < count; index += 1) this.run(instances, index);
    await within(
      START_MILLISECONDS,
      instances.map(({ firstWord }) => firstWord),
    );
  }

  /** At once, whatever they were doing. */
  public async stop(): Promise<void> {
    const instances = this.instances ?? [];
    this.instances = undefined;
    await Promise.all(instances.map((one) => one.kill()));
  }

  private run(instances: ProgramProcess[], index: number): void {
    const { plan, region, added, surroundings, onTrouble, onLate } = this.parts;
    const { program } = plan.worker;
    const instance = startProgram({
      ...{ name: program.name, directory: this.here('/'), surroundings },
      onLate: (milliseconds) => onLate(`google:${region} ${program.name}`, milliseconds),
      args: argsHere(program, this.here),
      environment: { ...program.environment, ...added },
    });
    instance.onCrash = (message) => {
      onTrouble(message);
      // Cloud Run would start another instance.
      if (this.instances === instances) this.run(instances, index);
    };
    instances[index] = instance;
  }
}
