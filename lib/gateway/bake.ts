import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BakeRequest, BakeResult } from '../contract/bake-request';
import { BAKED } from '../contract/serving-config';
import { readPacks } from './respond/read-packs';

/**
 * Makes the directory that is every cell's asset: the bundles, what they serve, and what the deterministic tier knows.
 * Equal inputs give equal bytes, so that equal assets have one hash. Writes nothing when there is a problem.
 */
export function bake(request: BakeRequest, bundleDirectory: string): BakeResult {
  const packs = readPacks(request.responsesDirectory);
  if (packs.kind === 'problems') return { problems: packs.problems };

  const into = (file: string) => join(request.outputDirectory, file);
  for (const bundle of [BAKED.gateway, BAKED.health]) copyFileSync(join(bundleDirectory, bundle), into(bundle));
  writeFileSync(into(BAKED.config), JSON.stringify(request.config));
  writeFileSync(into(BAKED.corpus), JSON.stringify(packs.corpus));
  return { problems: [] };
}
