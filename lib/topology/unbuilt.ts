import { InvalidConfiguration } from '../contract/problem';
import { problemOf } from './finding';
import { readServingFile } from './load';
import { plainSource } from './source';
import type { Topology } from './topology';

/**
 * Refuses what is declared rightly and cannot be built by this version: to synthesize the rest of it would look
 * like a fleet that survives what it does not.
 * @param file where the topology was loaded from, so that the problem names its line; none for one made in code
 */
export function refuseUnbuilt(topology: Topology, file?: string): void {
  if (topology.google === undefined) return;
  const source = file === undefined ? plainSource('.') : readServingFile(file).source;
  throw new InvalidConfiguration([
    problemOf(
      {
        code: 'google-not-built',
        path: ['google'],
        message: 'This version validates Google cells and does not build them yet.',
        found: topology.google.cells.map(({ id }) => id).join(', '),
        mend: 'leave google out for now; secondCloud takes an endpoint that is already there',
      },
      source,
    ),
  ]);
}
