import { type Ran, type Run, saysAbsent, whyNot } from '../run-command';
import type { WeightsPlace } from './mirror-plan';

/** An object of a cell's bucket of weights. */
interface Kept {
  readonly place: WeightsPlace;
  readonly key: string;
}

const url = ({ place: { cloud, bucket }, key }: Kept) => `${cloud === 'aws' ? 's3' : 'gs'}://${bucket}/${key}`;

/** The clouds' own commands: they cut large files into parts, send several at once and try again. */
export const STORE_COMMANDS = {
  look: ({ place: { cloud, region, bucket }, key }: Kept) =>
    cloud === 'aws'
      ? ['aws', 's3api', 'head-object', '--bucket', bucket, '--key', key, '--region', region, '--output', 'json']
      : ['gcloud', 'storage', 'objects', 'describe', `gs://${bucket}/${key}`, '--raw', '--format=json'],
  put: (kept: Kept, file: string, sha256: string) =>
    kept.place.cloud === 'aws'
      ? [
          ...['aws', 's3', 'cp', file, url(kept), '--region', kept.place.region],
          ...['--no-progress', '--metadata', `sha256=${sha256}`],
        ]
      : ['gcloud', 'storage', 'cp', file, url(kept), `--custom-metadata=sha256=${sha256}`],
} as const;

/**
 * Does the very file lie there, by its size and the digest that was verified before it was sent? Servers hold what they
 * load to the manifest, whatever this says.
 * @throws Error when nobody can say: no bucket, no credentials
 */
export async function isThere(run: Run, kept: Kept, bytes: number, sha256: string): Promise<boolean> {
  const ran = await run(STORE_COMMANDS.look(kept));
  if (ran.kind !== 'done') {
    // S3 says no more of a missing object than of a missing bucket; putting tells these apart.
    if (saysAbsent(ran)) return false;
    throw new Error(whyNot(ran));
  }
  return said(ran, 'size') === String(bytes) && said(ran, 'sha256') === sha256;
}

/** @throws Error when it was not put */
export async function put(run: Run, kept: Kept, file: string, sha256: string): Promise<void> {
  const ran = await run(STORE_COMMANDS.put(kept, file, sha256));
  if (ran.kind !== 'done') throw new Error(whyNot(ran));
}

function said({ text }: Extract<Ran, { kind: 'done' }>, what: 'size' | 'sha256'): string | undefined {
  try {
    const { ContentLength, size, Metadata, metadata } = JSON.parse(text);
    const value = what === 'size' ? (ContentLength ?? size) : (Metadata ?? metadata)?.sha256;
    return value === undefined ? undefined : String(value);
  } catch {
    return undefined;
  }
}
