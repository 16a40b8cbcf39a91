import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Bake, Judge } from '../contract/bake-request';
import { InvalidConfiguration, type Problem } from '../contract/problem';
import { packageRoot } from './package-root';

/** What makes the gateway's asset, as it was bundled. */
interface Baker {
  readonly bake: Bake;
  readonly judge: Judge;
}

/** @throws InvalidConfiguration where it was not bundled */
export const bake: Bake = (request) => {
  const found = baker();
  if ('code' in found) throw new InvalidConfiguration([found]);
  return found.bake(request);
};

/** What could not be baked, for who reads the declaration. That nothing was bundled is told once. */
export const judge: Judge = {
  packs: (responsesDirectory) => {
    const found = baker();
    return 'code' in found ? [found] : found.judge.packs(responsesDirectory);
  },
  answers: (routes) => {
    const found = baker();
    return 'code' in found ? [] : found.judge.answers(routes);
  },
};

function baker(): Baker | Problem {
  const program = join(packageRoot(), 'dist', 'gateway', 'bake.js');
  if (existsSync(program)) return require(program) as Baker;
  return {
    code: 'gateway-not-bundled',
    path: '(package)',
    message: 'the gateway has not been bundled yet',
    found: `no ${program}`,
    mend: 'npm run bundle',
  };
}
