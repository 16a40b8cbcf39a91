/**
 * What linters that others wrote say of the synthesized templates: `npm run lint:templates [-- --json]`. Ends with 0, or
 * with 1 if a tool found what nobody accepted, did not notice what was broken on purpose, or could not be run though
 * its language is here.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from './lint';
import { seededTable } from './seeded/judge';
import { exitStatus, table } from './verdict';

const scratch = mkdtempSync(join(tmpdir(), 'lint-templates-'));
try {
  const { verdicts, seeded } = lint(scratch);
  const json = process.argv.includes('--json');
  process.stdout.write(
    json ? `${JSON.stringify({ verdicts, seeded })}\n` : `${seededTable(seeded)}\n\n${table(verdicts)}\n`,
  );
  process.exitCode = seeded.some(({ verdict }) => verdict === 'missed') ? 1 : exitStatus(verdicts);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
