import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { describe } from '../contract/problem';
import { parseScenario, type ScenarioTexts } from '../drill/scenario/parse';
import { FAULTS, type Ground, type ScenarioEvent } from '../drill/scenario/scenario';
import type { Rehearsal } from './rehearsal';

export interface CommandsOptions {
  readonly input: Readable;
  readonly rehearsal: Pick<Rehearsal, 'apply' | 'time' | 'fleet'>;
  readonly ground: Ground;
  /** What the command line scheduled already: a restore needs the kill before it. */
  readonly typed: ScenarioTexts;
  readonly print: (line: string) => void;
  readonly quit: () => void;
}

const VERBS = ['kill', 'restore', 'fault', 'evacuate', 'disable'] as const;

type Said = Record<(typeof VERBS)[number], string[]>;

/** Does what a person types while it runs, in the scenario's own grammar: `kill aws:eu-west-1`, `kill google` happen now. */
export function listenForCommands(options: CommandsOptions): { close(): void } {
  const said = Object.fromEntries(VERBS.map((verb) => [verb, [...(options.typed[verb] ?? [])]])) as Said;
  const lines = createInterface({ input: options.input });
  lines.on('line', (line) => {
    const [typed, what, ...more] = line.trim().split(/\s+/);
    if (typed === '') return;
    if (typed === 'quit' && what === undefined) {
      options.quit();
      return;
    }
    const verb = VERBS.find((one) => one === typed);
    if (verb === undefined || what === undefined || more.length > 0) {
      for (const line of usage(options.ground)) options.print(line);
      return;
    }
    const now = Math.max(0.001, options.rehearsal.time.now()).toFixed(3);
    said[verb].push(`${what}@${now}s`);
    const { events, problems } = parseScenario(said, options.ground);
    if (problems.length > 0) {
      said[verb].pop();
      // Here nobody typed an option.
      for (const problem of problems) options.print(describe({ ...problem, path: problem.path.replace(/^--/, '') }));
      return;
    }
    // One word may name several cells: each of them is an event.
    const present = events.filter((event) => event.atSeconds.toFixed(3) === now);
    if (present.every((event) => isDown(event, options.rehearsal))) {
      said[verb].pop();
      options.print(`${what} is down already`);
      return;
    }
    void options.rehearsal.apply(present);
  });
  return {
    close: () => {
      lines.close();
      options.input.pause();
    },
  };
}

function isDown({ change, target }: ScenarioEvent, { fleet }: Pick<Rehearsal, 'fleet'>): boolean {
  if (change !== 'kill' || target.rung !== undefined) return false;
  return fleet.cells.find((cell) => cell.plan.cell === target.cell)?.alive === false;
}

function usage({ cells, rungs }: Ground): readonly string[] {
  return [
    'kill WHAT, restore WHAT, fault WHAT=HOW, evacuate CELL, disable RUNG, or quit',
    `  WHAT: ${[...new Set(cells.map((cell) => cell.split(':')[0])), ...cells].join(', ')}`,
    `        or one of the rungs ${rungs.map((rung) => rung.name).join(', ')}, as a name or as CELL/RUNG`,
    `  HOW:  ${FAULTS.join(', ')}`,
  ];
}
