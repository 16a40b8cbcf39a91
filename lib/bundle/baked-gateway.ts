import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BakeRequest } from '../contract/bake-request';
import { InvalidConfiguration } from '../contract/problem';
import type { ServingConfig } from '../contract/serving-config';
import { bake } from './baker';

const baked = new Map<string, string>();
process.once('exit', removeBaked);

/**
 * The folder that becomes the functions' code: the gateway's bundle with this configuration baked in. Made once for a
 * distinct configuration, so that every Region's asset is the same. It lasts until
 * `removeBaked`, or as long as this process.
 *
 * @throws InvalidConfiguration when the response packs are no good
 */
export function bakedGateway(config: ServingConfig, responsesDirectory: string): string {
  const key = JSON.stringify([config, responsesDirectory]);
  const known = baked.get(key);
  if (known !== undefined) return known;

  const outputDirectory = mkdtempSync(join(tmpdir(), 'understudy-gateway-'));
  try {
    make({ config, responsesDirectory, outputDirectory });
  } catch (error) {
    rmSync(outputDirectory, { recursive: true, force: true });
    throw error;
  }
  baked.set(key, outputDirectory);
  return outputDirectory;
}

/** For who knows before the process ends that nothing more is synthesized. */
export function removeBaked(): void {
  for (const directory of baked.values()) rmSync(directory, { recursive: true, force: true });
  baked.clear();
}

function make(request: BakeRequest): void {
  const { problems } = bake(request);
  if (problems.length > 0) throw new InvalidConfiguration(problems);
}
