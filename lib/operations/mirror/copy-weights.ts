import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CellId } from '../../contract/cell';
import { MANIFEST, weightsFolder } from '../../contract/weights';
import type { Run } from '../run-command';
import type { PlannedWeights } from './mirror-plan';
import { bring, cached, type Library, type PinnedWeights } from './pinned-weights';
import type { Say } from './say';
import { isThere, put } from './weights-store';

/** What became of a copy in one cell. */
export interface Copied {
  readonly cell: CellId;
  readonly what: string;
  /** Files, or images, that were sent now, and that were there before. */
  readonly sent: number;
  readonly there: number;
  /** Why it is not all there. */
  readonly failure?: string;
}

/**
 * Copies the files of a revision into each cell's bucket, one after the other, and the list of them last: a list that
 * is there says that all before it is. A file is brought here only where a cell lacks it, and removed when all have it.
 */
export async function copyWeights(
  { weights, places }: PlannedWeights,
  pinned: PinnedWeights,
  { run, library, say }: { readonly run: Run; readonly library: Library; readonly say: Say },
): Promise<readonly Copied[]> {
  const folder = weightsFolder(weights);
  const list = cached(weights, MANIFEST, library);
  mkdirSync(dirname(list), { recursive: true });
  writeFileSync(list, pinned.manifest);
  const objects = [
    ...pinned.files.map((file) => ({ ...file, bring: () => bring(weights, file, library) })),
    {
      ...{ path: MANIFEST, bytes: Buffer.byteLength(pinned.manifest), sha256: pinned.digest.replace(/^sha256:/, '') },
      bring: async () => undefined,
    },
  ];
  const results = new Map(
    places.map((place) => [place, { sent: 0, there: 0, failure: undefined as string | undefined }]),
  );
  for (const [index, object] of objects.entries()) {
    const label = `${weights.repository} ${index + 1}/${objects.length} ${object.path}`;
    const local = cached(weights, object.path, library);
    for (const [place, result] of results) {
      if (result.failure !== undefined) continue;
      const kept = { place, key: `${folder}/${object.path}` };
      try {
        if (await isThere(run, kept, object.bytes, object.sha256)) {
          result.there++;
          continue;
        }
        say(`${label}: bringing ${shown(object.bytes)}`);
        await object.bring();
        say(`${label}: to ${place.cell}`);
        await put(run, kept, local, object.sha256);
        result.sent++;
      } catch (error) {
        result.failure = `${object.path}: ${(error as Error).message}`;
        say(`${label}: ${place.cell}: ${(error as Error).message}`);
      }
    }
    // Twenty gigabytes are much to leave behind; who is cut off finds what was under way.
    if ([...results.values()].every(({ failure }) => failure === undefined)) rmSync(local, { force: true });
  }
  return [...results].map(([{ cell }, { sent, there, failure }]) => {
    return {
      cell,
      what: `${weights.repository}@${weights.revision}`,
      sent,
      there,
      ...(failure !== undefined && { failure }),
    };
  });
}

export function shown(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${bytes} B`;
}
