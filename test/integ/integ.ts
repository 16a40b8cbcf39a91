/**
 * A fleet of two Regions in your own account, checked and destroyed: `npm run integ -- FILE --account ID [--keep] [--list]`.
 * It kills nothing. **Nobody has run it yet**: it costs money, and needs a delegated zone and access to the models.
 * Ends with 0, with 1 if a step failed, with 2 if the declaration is none for a trial; it tidies up in every case.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endingOf } from '../../bin/report';
import { synthesize } from '../../bin/synth';
import { loadServingFile } from '../../lib/topology/load';
import { type Action, RETAINED, refuseOthers, type Step, trialOf } from './trial';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { account: { type: 'string' }, keep: { type: 'boolean' }, list: { type: 'boolean' } },
});
const say = (line: string) => process.stdout.write(`${line}\n`);

main().catch((error) => {
  const { text, status } = endingOf(error, true);
  process.stderr.write(`${text}\n`);
  process.exitCode = status;
});

async function main(): Promise<void> {
  const config = positionals[0] ?? 'serving.integ.yaml';
  const topology = loadServingFile(config);
  refuseOthers(topology, values.account);
  const scratch = mkdtempSync(join(tmpdir(), 'understudy-integ-'));
  const assembly = join(scratch, 'cdk.out');
  const { steps, tidying } = trialOf(topology, config, assembly);
  try {
    if (values.list) {
      for (const { what, does } of [...steps, ...tidying]) say(`${does.padEnd(8)} ${what}`);
      return;
    }
    synthesize(config, assembly);
    const isWhole = await inOrder(steps);
    const isTidy = values.keep ? true : await everyOne(tidying);
    for (const left of values.keep ? [] : RETAINED) say(`left, yours to remove: ${left}`);
    process.exitCode = isWhole && isTidy ? 0 : 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function inOrder(steps: readonly Step[]): Promise<boolean> {
  for (const step of steps) if (!(await done(step))) return false;
  return true;
}

/** What cannot be unprotected may not be there: the destruction is tried all the same. */
async function everyOne(steps: readonly Step[]): Promise<boolean> {
  let last = true;
  for (const step of steps) last = await done(step);
  return last;
}

async function done({ what, run }: Step): Promise<boolean> {
  const started = Date.now();
  const isDone =
    run.kind === 'command' ? commanded(run.command) : run.kind === 'key' ? keyed(run.command) : await answered(run);
  say(`${isDone ? 'ok    ' : 'FAILED'} ${Math.round((Date.now() - started) / 1000)} s  ${what}`);
  return isDone;
}

function commanded([program, ...args]: readonly string[]): boolean {
  return spawnSync(program as string, args, { stdio: 'inherit' }).status === 0;
}

/** The key never reaches the terminal. */
let key = '';
function keyed([program, ...args]: readonly string[]): boolean {
  const { status, stdout } = spawnSync(program as string, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  key = status === 0 ? JSON.parse(stdout).key : '';
  return key !== '';
}

const POLL_MILLISECONDS = 10_000;

async function answered({ url, ask, status, seconds }: Extract<Action, { kind: 'request' }>): Promise<boolean> {
  const until = Date.now() + seconds * 1000;
  const body = ask && JSON.stringify({ model: 'chat', messages: [{ role: 'user', content: 'Are you there?' }] });
  for (;;) {
    const headers = { ...(ask === 'with-key' && { authorization: `Bearer ${key}` }) };
    const got = await fetch(url, {
      headers,
      ...(body && { method: 'POST', body }),
      signal: AbortSignal.timeout(60_000),
    }).then(
      (answer) => answer.status,
      (error: Error) => error.message,
    );
    if (got === status) return true;
    if (Date.now() > until) {
      say(`${url}: ${got}, not ${status}`);
      return false;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}
