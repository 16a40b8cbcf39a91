import { join } from 'node:path';
import { Command } from 'commander';
import type { Print } from '../../../lib/command/print';
import { Reported } from '../../../lib/command/reported';
import type { CellState } from '../../../lib/contract/cell-state';
import { STATE_OBJECTS } from '../../../lib/contract/environment';
import type { Hand } from '../../../lib/operations/fleet/hand';
import { placesOf } from '../../../lib/operations/fleet/places';
import { secretsOf } from '../../../lib/operations/keys/secrets';
import type { Ran } from '../../../lib/operations/run-command';
import { loadServingFile } from '../../../lib/topology/load';

export const SERVING = join(__dirname, '../../../serving.yaml');
export const NOW = Date.parse('2026-11-26T10:00:00Z');

/** Both clouds' object stores, as their command lines speak; what is dark answers nobody. */
export class Clouds {
  /** By `s3://bucket/key` and `gs://bucket/key`. */
  public readonly objects = new Map<string, string>();
  /** What the keys secrets hold, by their cells; on Google a secret may have no version. */
  public readonly secrets = new Map<string, string>();
  /** Beginnings of URLs, and cells whose secrets do not answer. */
  public readonly dark: string[] = [];
  /** What was asked to change, in the order of it. */
  public readonly changes: string[] = [];

  /** The reference fleet, each of its cells well. */
  public static well(): Clouds {
    const clouds = new Clouds();
    for (const { cell } of placesOf(loadServingFile(SERVING))) clouds.health(cell, {});
    return clouds;
  }

  public url(cell: string, key: string): string {
    const place = placesOf(loadServingFile(SERVING)).find((one) => one.cell === cell);
    return `${place?.cloud === 'aws' ? 's3' : 'gs'}://${place?.bucket}/${key}`;
  }

  public health(cell: string, state: Partial<CellState>): void {
    const written = {
      ...{ version: 1, cell, at: new Date(NOW - 30_000).toISOString(), periodSeconds: 60, serving: 'good' },
      ...{ preferred: 'good', servingTier: 1, evidence: [], writer: 'prober', ...state },
    };
    this.objects.set(this.url(cell, STATE_OBJECTS.health(cell)), JSON.stringify(written));
  }

  /** Somebody else's writing, just after ours. */
  public onWritten: (cell: string) => void = () => {};

  private secret(command: readonly string[], input: string): Ran {
    const cell = secretsOf(loadServingFile(SERVING)).find((one) => {
      const place = one.cloud === 'aws' ? one.region : one.project;
      return command.includes(one.name) && command.includes(place);
    })?.cell as string;
    if (this.dark.includes(cell)) return silence;
    const [program] = command;
    if (command.includes('get-secret-value') || command.includes('access')) {
      const text = this.secrets.get(cell);
      if (text !== undefined) return { kind: 'done', text: `${text}\n` };
      const code = program === 'aws' ? 'ResourceNotFoundException' : 'NOT_FOUND';
      return { kind: 'refusal', code, message: 'no such secret' };
    }
    this.changes.push(cell);
    this.secrets.set(cell, program === 'aws' ? (command.at(-1) as string) : input);
    this.onWritten(cell);
    return { kind: 'done', text: '' };
  }

  public readonly run: Hand['run'] = async (command, input = '') => {
    const url = command.find((word) => /^(s3|gs):\/\//.test(word)) ?? s3Url(command);
    const [program, service, verb] = command;
    if (service?.startsWith('secrets')) return this.secret(command, input);
    if (url === undefined) return { kind: 'refusal', code: 'Unexpected', message: command.join(' ') };
    if (this.dark.some((one) => url.startsWith(one))) return silence;
    const reads = verb === 'cat' || (verb === 'cp' && command.indexOf('-') > command.indexOf(url));
    if (reads) {
      const text = this.objects.get(url);
      if (text !== undefined) return { kind: 'done', text };
      // As the two command lines say it.
      return program === 'aws'
        ? { kind: 'refusal', code: '404', message: 'fatal error: An error occurred (404) when calling HeadObject' }
        : { kind: 'refusal', code: 'NOT_FOUND', message: 'The following URLs matched no objects or files' };
    }
    this.changes.push(`${verb} ${url}`);
    if (verb === 'cp') this.objects.set(url, input);
    else if (service === 'storage' && !this.objects.has(url)) {
      return { kind: 'refusal', code: 'NOT_FOUND', message: 'The following URLs matched no objects or files' };
    } else this.objects.delete(url);
    return { kind: 'done', text: '' };
  };
}

const silence: Ran = { kind: 'silence', why: 'no answer within 20 s' };

function s3Url(command: readonly string[]): string | undefined {
  const after = (flag: string) => command[command.indexOf(flag) + 1];
  return command.includes('--key') ? `s3://${after('--bucket')}/${after('--key')}` : undefined;
}

export interface Ended {
  readonly printed: string;
  /** What `--json` printed. */
  // biome-ignore lint/suspicious/noExplicitAny: each command has a shape of its own
  readonly json: any;
  readonly status: 0 | 1;
}

/** A command as a person types it. What is refused as badly typed is thrown on. */
export async function typed(
  register: (program: Command, print: Print, hand: Hand) => void,
  clouds: Clouds,
  line: string,
  ...more: readonly string[]
): Promise<Ended> {
  const printed: string[] = [];
  const program = new Command().exitOverride();
  register(program, (text) => printed.push(text), { run: clouds.run, now: () => NOW, user: () => 'ana' });
  const json = () => {
    try {
      return JSON.parse(printed.join('\n'));
    } catch {
      return undefined;
    }
  };
  try {
    await program.parseAsync([...line.split(' '), ...more, '--config', SERVING], { from: 'user' });
  } catch (error) {
    if (!(error instanceof Reported)) throw error;
    return { printed: printed.join('\n'), json: json(), status: 1 };
  }
  return { printed: printed.join('\n'), json: json(), status: 0 };
}
