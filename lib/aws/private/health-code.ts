import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { packageRoot } from '../../bundle/package-root';
import { BAKED } from '../../contract/serving-config';

/** The health function alone, for who has no gateway. */
export function healthCode(): Code {
  return Code.fromAsset(join(packageRoot(), 'dist', 'gateway'), { exclude: ['*', `!${BAKED.health}`] });
}
