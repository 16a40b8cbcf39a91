import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this package, from its sources, from what jsii compiled, and from a bundle of `bin` alike. */
export function packageRoot(from: string = __dirname): string {
  const manifest = join(from, 'package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'cdk-understudy') return from;
  const parent = dirname(from);
  if (parent === from) throw new Error(`cdk-understudy's package.json is in no folder above ${__dirname}`);
  return packageRoot(parent);
}
