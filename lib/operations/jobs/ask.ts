import { type Run, whyNot } from '../run-command';

/** What a command prints, as JSON. Rejects, in words, where there is no answer. */
export async function ask(run: Run, command: readonly string[], input?: string): Promise<unknown> {
  const text = await done(run, command, input);
  try {
    return text.trim() === '' ? {} : JSON.parse(text);
  } catch {
    throw new Error(`${command.slice(0, 3).join(' ')} answers what is no JSON`);
  }
}

/** What a command prints. Rejects, in words, where it does not do it. */
export async function done(run: Run, command: readonly string[], input?: string): Promise<string> {
  const ran = await run(command, input);
  if (ran.kind !== 'done') throw new Error(whyNot(ran));
  return ran.text;
}
