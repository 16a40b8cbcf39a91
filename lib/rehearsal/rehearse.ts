import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { InvalidConfiguration } from '../contract/problem';
import { groundOf } from '../drill/scenario/ground';
import { readEstate } from '../estate/read-estate';
import { UnreadableEstate } from '../estate/unreadable';
import type { Synthesize } from './command';
import { listenForCommands } from './commands';
import { lookoutOf } from './lookout';
import { type StartArguments, settingsOf } from './options';
import { awsRegions, planOf } from './plan/plan';
import { eventLine, healthLine, introduction, liveLine, noteLine, summaryLines } from './print';
import { type Rehearsal, startRehearsal } from './rehearsal';
import type { Summary } from './traffic/summary';

export interface RehearseIo {
  readonly print: (line: string) => void;
  readonly synthesize: Synthesize;
  /** Ends the rehearsal, with its summary. */
  readonly signal: AbortSignal;
  /** Where a person types `kill aws:eu-west-1`. */
  readonly input?: Readable;
}

/**
 * `understudy start`, from the declaration to the summary. Everything that it writes lies in one folder of the
 * system's temporary ones, and is gone at the end.
 *
 * @throws InvalidConfiguration with everything that is wrong in the options, the declaration or the estate
 */
export async function rehearse(typed: StartArguments, io: RehearseIo): Promise<Summary> {
  const scratch = mkdtempSync(join(tmpdir(), 'understudy-rehearsal-'));
  const remove = () => rmSync(scratch, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    return await rehearseIn(scratch, typed, io);
  } catch (error) {
    throw error instanceof UnreadableEstate ? new InvalidConfiguration(error.problems) : error;
  } finally {
    process.removeListener('exit', remove);
    remove();
  }
}

async function rehearseIn(scratch: string, typed: StartArguments, io: RehearseIo): Promise<Summary> {
  const { directory, google } = io.synthesize(typed.config, join(scratch, 'cdk.out'));
  const estate = readEstate([directory, ...(google ? [google.directory] : [])]);
  const plan = planOf(estate);
  const ground = groundOf(estate);
  const settings = settingsOf(typed, ground, awsRegions(plan), lookoutOf(estate, plan).jobRoute !== undefined);

  // Before the first moment there is nothing to be told.
  let now = () => 0;
  const rehearsal = await startRehearsal(
    { estate, plan, settings, scratch },
    {
      onEvent: (event) => io.print(eventLine(now(), event)),
      onHealth: (change) => io.print(healthLine(now(), change)),
      onTrouble: (message) => io.print(`!!! ${message}`),
      onNote: (text) => io.print(noteLine(now(), text)),
    },
  );
  now = rehearsal.time.now;
  for (const line of introduction(rehearsal, settings.speed)) io.print(line);

  await new Promise<void>((resolve) => {
    const stopLines = liveLines(rehearsal, io.print);
    const finish = () => {
      stopLines();
      commands?.close();
      cancel?.();
      io.signal.removeEventListener('abort', finish);
      resolve();
    };
    const commands =
      io.input && listenForCommands({ input: io.input, rehearsal, ground, typed, print: io.print, quit: finish });
    const cancel =
      settings.durationSeconds === undefined ? undefined : rehearsal.time.after(settings.durationSeconds, finish);
    if (io.signal.aborted) finish();
    else io.signal.addEventListener('abort', finish);
  });

  const summary = await rehearsal.stop();
  for (const line of summaryLines(summary)) io.print(line);
  if (typed.json === true) io.print(JSON.stringify(summary));
  return summary;
}

/** A line a second, of this machine's clock, with what ended since the last one. */
function liveLines(rehearsal: Rehearsal, print: (line: string) => void): () => void {
  let told = 0;
  let failures = 0;
  const timer = setInterval(() => {
    const fresh = rehearsal.records.slice(told);
    told += fresh.length;
    failures += fresh.filter((record) => record.outcome.kind === 'failed').length;
    print(liveLine(rehearsal.time.now(), fresh, failures, rehearsal.jobs));
  }, 1000);
  return () => clearInterval(timer);
}
