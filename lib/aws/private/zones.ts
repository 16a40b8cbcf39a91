import { ContextProvider, type Stack } from 'aws-cdk-lib/core';
import type { Problem } from '../../contract/problem';

/**
 * Names an empty stack's zones to the CDK. A `Vpc` compares the zones that it is given with those of the account, and
 * where it does not know them has the CDK command line ask for them, which fails where nobody is logged in. What it once was told stays.
 */
export function nameZones(stack: Stack, zones: readonly string[]): void {
  const { key } = ContextProvider.getKey(stack, { provider: 'availability-zones' });
  if (stack.node.tryGetContext(key) === undefined) stack.node.setContext(key, [...zones]);
}

/** What a construct that spans zones says where there is one only. */
export function oneZone(path: string, zones: readonly string[]): Problem {
  return {
    code: 'one-zone',
    path,
    message: 'what stands in one zone is lost with it',
    found: zones.join(', ') || 'none',
    allowed: 'subnets in two availability zones or more',
    mend: 'name a second zone',
  };
}
