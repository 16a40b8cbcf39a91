import { commandLine } from '../bootstrap/step';
import { type Ran, type Run, saysAbsent } from '../run-command';
import type { CellPlace } from './places';

/** One object in a cell's bucket. */
export interface ObjectPlace extends Omit<CellPlace, 'cell'> {
  readonly key: string;
}

/** What lies there, or why nobody knows. */
export type ReadObject =
  | { readonly kind: 'there'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly why: string };

/** A Region that is lost must not keep anybody waiting. */
const QUICK = ['--cli-connect-timeout', '3', '--cli-read-timeout', '5'];

const url = ({ cloud, bucket, key }: ObjectPlace) => `${cloud === 'aws' ? 's3' : 'gs'}://${bucket}/${key}`;

/** Commands of the clouds' own: each is one call of the object store where the bucket lies, and of nothing else. */
export const OBJECT_COMMANDS = {
  read: (place: ObjectPlace) =>
    place.cloud === 'aws'
      ? ['aws', 's3', 'cp', url(place), '-', '--region', place.region, ...QUICK]
      : ['gcloud', 'storage', 'cat', url(place)],
  /** What it holds is read from standard input. */
  write: (place: ObjectPlace) =>
    place.cloud === 'aws'
      ? ['aws', 's3', 'cp', '-', url(place), '--region', place.region, ...QUICK]
      : ['gcloud', 'storage', 'cp', '-', url(place)],
  remove: (place: ObjectPlace) =>
    place.cloud === 'aws'
      ? ['aws', 's3api', 'delete-object', '--bucket', place.bucket, '--key', place.key, '--region', place.region]
      : ['gcloud', 'storage', 'rm', url(place)],
} as const;

export async function readObject(run: Run, place: ObjectPlace): Promise<ReadObject> {
  const ran = await run(OBJECT_COMMANDS.read(place));
  if (ran.kind === 'done') return { kind: 'there', text: ran.text };
  if (saysAbsent(ran)) return { kind: 'absent' };
  return { kind: 'unknown', why: ran.kind === 'refusal' ? `${ran.code}: ${ran.message}` : ran.why };
}

export function writeObject(run: Run, place: ObjectPlace, text: string): Promise<Ran> {
  return run(OBJECT_COMMANDS.write(place), text);
}

/** An object that is not there is removed already. */
export async function removeObject(run: Run, place: ObjectPlace): Promise<Ran> {
  const ran = await run(OBJECT_COMMANDS.remove(place));
  return saysAbsent(ran) ? { kind: 'done', text: '' } : ran;
}

/** The command as one types it. */
export function typedWrite(place: ObjectPlace, text: string): string {
  return `${commandLine(['printf', '%s', text])} | ${commandLine(OBJECT_COMMANDS.write(place))}`;
}
