import { commandLine } from '../../bin/command-line';
import { endingOf } from '../../bin/report';

/** What `understudy check` prints, and its exit status. */
export async function run(...args: readonly string[]): Promise<{ out: string; err: string; status: number }> {
  const printed: string[] = [];
  const program = commandLine((text) => printed.push(text));
  for (const command of [program, ...program.commands]) command.configureOutput({ writeErr: () => {} });
  try {
    await program.parseAsync(['check', ...args], { from: 'user' });
    return { out: printed.join('\n'), err: '', status: 0 };
  } catch (error) {
    const { text, status } = endingOf(error, false);
    return { out: printed.join('\n'), err: text, status };
  }
}
