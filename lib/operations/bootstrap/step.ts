/** One thing that must be there once. A command is a program and its arguments: no shell ever reads it. */
export interface Step {
  /** What it is for, a phrase. */
  readonly title: string;
  /** Succeeds where the step was done before; without it the step may be done again. */
  readonly done?: readonly string[];
  readonly command: readonly string[];
}

/** The steps as a shell script, which does nothing twice. */
export function scriptOf(steps: readonly Step[]): string {
  const lines = steps.map(({ title, done, command }) => {
    const line = commandLine(command);
    return `# ${title}\n${done === undefined ? line : `${commandLine(done)} >/dev/null 2>&1 ||\n  ${line}`}`;
  });
  return lines.join('\n\n');
}

/** A command as one types it. */
export function commandLine(command: readonly string[]): string {
  return command.map(quoted).join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;
}
