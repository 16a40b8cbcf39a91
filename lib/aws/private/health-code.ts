import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { packageRoot } from '../../bundle/package-root';
import { BAKED } from '../../contract/serving-config';

/** One bundle alone, of those that know nothing of what is baked. */
export function bundledCode(file: string): Code {
  return Code.fromAsset(join(packageRoot(), 'dist', 'gateway'), { exclude: ['*', `!${file}`] });
}

/** The health function alone, for who has no gateway. */
export function healthCode(): Code {
  return bundledCode(BAKED.health);
}
