import type { Print } from '../../command/print';
import { commandLine, type Step } from './step';

/** Runs a program, its output where the caller's goes unless it is `quiet`; whether it succeeded. */
export type Execute = (command: readonly string[], quiet: boolean) => boolean;

/**
 * Does the steps in their order, leaving out what is done already.
 * @throws Error at the first that fails: those after it may need it
 */
export function runSteps(steps: readonly Step[], execute: Execute, print: Print): void {
  for (const { title, done, command } of steps) {
    if (done !== undefined && execute(done, true)) {
      print(`there  ${title}`);
      continue;
    }
    print(`doing  ${title}`);
    if (!execute(command, false)) throw new Error(`failed: ${title}: ${commandLine(command)}`);
  }
}
