import type { Run } from '../run-command';
import type { AboutKey } from './held';
import type { KeysSecret } from './secrets';
import { readKeys, type Stored } from './stored';

/** A key, by its digest, and the cells that know it. */
export interface KnownKey {
  readonly digest: string;
  readonly about: AboutKey;
  readonly cells: readonly string[];
  /** Cells that were read and do not know it. */
  readonly missing: readonly string[];
}

/** What all cells know. */
export interface Census {
  readonly keys: readonly KnownKey[];
  /** Cells of which nobody knows. */
  readonly unknown: readonly { readonly cell: string; readonly why: string }[];
}

export async function censusOf(run: Run, secrets: readonly KeysSecret[]): Promise<Census> {
  const read = await Promise.all(
    secrets.map(async (secret) => ({ cell: secret.cell, stored: await readKeys(run, secret) })),
  );
  return census(read);
}

export function census(read: readonly { readonly cell: string; readonly stored: Stored }[]): Census {
  const held = read.flatMap(({ cell, stored }) => (stored.kind === 'held' ? [{ cell, ...stored.held }] : []));
  const digests = [...new Set(held.flatMap((one) => one.digests))];
  return {
    keys: digests.map((digest) => ({
      digest,
      about: held.find(({ about }) => about?.[digest] !== undefined)?.about?.[digest] ?? {},
      cells: held.filter((one) => one.digests.includes(digest)).map(({ cell }) => cell),
      missing: held.filter((one) => !one.digests.includes(digest)).map(({ cell }) => cell),
    })),
    unknown: read.flatMap(({ cell, stored }) => (stored.kind === 'unknown' ? [{ cell, why: stored.why }] : [])),
  };
}
