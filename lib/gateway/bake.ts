import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BakeRequest, BakeResult } from '../contract/bake-request';
import type { Problem } from '../contract/problem';
import { BAKED } from '../contract/serving-config';
import { answerRuleProblems } from './answer-rules';
import { goldenProblems } from './golden-rules';
import { readPacks } from './respond/read-packs';

/**
 * Makes the directory that is every cell's asset: the bundles, what they serve, and what the deterministic tier knows.
 * Equal inputs give equal bytes, so that equal assets have one hash. Writes nothing when there is a problem.
 */
export function bake(request: BakeRequest, bundleDirectory: string): BakeResult {
  const packs = readPacks(request.responsesDirectory);
  const problems: Problem[] = [
    ...[...answerRuleProblems(request.config.routes), ...goldenProblems(request.config.routes)].map(
      ({ at, ...problem }) => ({ ...problem, path: at.join('.') }),
    ),
    ...(packs.kind === 'problems' ? packs.problems : []),
  ];
  if (packs.kind === 'problems' || problems.length > 0) return { problems };

  const into = (file: string) => join(request.outputDirectory, file);
  for (const bundle of [BAKED.gateway, BAKED.health, BAKED.prober, BAKED.watch, BAKED.worker])
    copyFileSync(join(bundleDirectory, bundle), into(bundle));
  writeFileSync(into(BAKED.config), JSON.stringify(request.config));
  writeFileSync(into(BAKED.corpus), JSON.stringify(packs.corpus));
  return { problems: [] };
}
