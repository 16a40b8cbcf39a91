/**
 * The synthesized fleet deployed to moto by the real CDK command line, and read back by the services' own APIs:
 * `npm run test:emulated [-- --json]`. Ends with 0, or with 1 if a row failed. moto is installed by pip into dist/ on
 * the first run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_PYTHON } from '../lint-templates/python-tool';
import { startAsking } from './ask';
import { awsEnvironment } from './cdk';
import { NOT_EMULATED, OPERATIONS_NOT_EMULATED, unknownErrors } from './ledger';
import { MOTO, type Moto, motoPython, startMoto, type Told } from './moto';
import { exitStatus, type Row, row, table } from './rows';
import { Trial } from './trial';

const json = process.argv.includes('--json');
const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const python = motoPython();
  const rows = python === undefined ? [notRun(NO_PYTHON)] : await emulated(python);
  process.stdout.write(json ? `${JSON.stringify({ moto: MOTO.version, rows })}\n` : `${table(rows)}\n`);
  process.exitCode = exitStatus(rows);
}

async function emulated(python: string): Promise<readonly Row[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'understudy-emulated-'));
  let moto: Moto | undefined;
  try {
    moto = await startMoto(python, join(scratch, 'moto.log'));
    aloud(moto.told);
    const env = awsEnvironment(moto.endpoint);
    const asker = startAsking(python, env);
    const trial = new Trial(scratch, env, asker, say);
    const rows = await trial.run().finally(asker.end);
    return [
      ...rows,
      row('the ledger is true', staleLedger(moto.told)),
      row('moto ran without an error of its own', unknownErrors(moto.tracebacks())),
    ];
  } finally {
    await moto?.end();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** What is not moto's own doing is said first. */
function aloud({ patches, adapters }: Told): void {
  say(`moto ${MOTO.version}, changed by the launcher:`);
  for (const patch of patches) say(`  ${patch}`);
  say(`Created by the services' own APIs instead of its CloudFormation: ${Object.keys(adapters).join(', ')}`);
  for (const [type, why] of Object.entries(NOT_EMULATED)) say(`Not emulated, read by nobody: ${type}: ${why}`);
  say(`Not emulated, so unknown to the preflight: ${OPERATIONS_NOT_EMULATED.join(', ')}, and quotas`);
}

function staleLedger({ adapters, emulatedByCloudFormation }: Told): string[] {
  const here = new Set(emulatedByCloudFormation);
  return [
    ...Object.keys(NOT_EMULATED)
      .filter((type) => here.has(type) || type in adapters)
      .map((type) => `ledger-stale: ${type} is emulated after all`),
    ...Object.entries(adapters)
      .filter(([type, why]) => here.has(type) && why === null)
      .map(([type]) => `adapter-stale: moto's CloudFormation has ${type} now`),
  ];
}

function notRun(why: string): Row {
  return { what: 'the fleet on moto', verdict: 'not run', detail: why, problems: [] };
}

// So that what runs on the way out does: moto must not outlive this.
process.once('SIGTERM', () => process.exit(143));
main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
