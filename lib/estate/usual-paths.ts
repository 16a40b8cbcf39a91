import { existsSync } from 'node:fs';

/** What `understudy synth` and `cdk synth` write to. */
const USUAL = ['cdk.out', 'cdktf.out'];

/** The paths that a person named, else those of the usual ones that are there. */
export function orUsualPaths(named: readonly string[]): readonly string[] {
  return named.length > 0 ? named : USUAL.filter((path) => existsSync(path));
}
