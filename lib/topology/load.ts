import { readFileSync, statSync } from 'node:fs';
import type { Judge } from '../contract/bake-request';
import { InvalidConfiguration } from '../contract/problem';
import type { ProblemCode } from './codes';
import type { Topology } from './topology';
import { topologyOf } from './topology-of';
import { type ReadDocument, readYaml } from './yaml-source';

/** Far beyond any declaration, far below what could hold up a synth. */
const MOST_BYTES = 1_000_000;

/**
 * Reads and validates a `serving.yaml`.
 * @param judge so that what could not be baked is told with those of the file
 * @throws InvalidConfiguration with all of its mistakes, each with file and line
 */
export function loadServingFile(path: string, judge?: Judge): Topology {
  const { document, source } = readServingFile(path);
  return topologyOf(document, source, judge);
}

/** The document alone, with the lines of its parts, not validated yet. */
export function readServingFile(path: string): ReadDocument {
  return readYaml(textOf(path), path);
}

function textOf(path: string): string {
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES) {
      throw refusal(path, 'file-too-large', `The file has ${size} bytes.`, {
        allowed: `at most ${MOST_BYTES} bytes`,
        mend: 'name the serving.yaml itself; response packs belong into its responses folder',
      });
    }
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof InvalidConfiguration) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ENOENT' || code === 'ENOTDIR'
      ? refusal(path, 'missing-file', 'There is no such file.', { mend: 'name another one with `--config FILE`' })
      : refusal(path, 'unreadable-file', `The file cannot be read (${code}).`, { mend: 'name a readable YAML file' });
  }
}

function refusal(
  file: string,
  code: ProblemCode,
  message: string,
  rest: { allowed?: string; mend: string },
): InvalidConfiguration {
  return new InvalidConfiguration([{ code, path: '', message, file, ...rest }]);
}
