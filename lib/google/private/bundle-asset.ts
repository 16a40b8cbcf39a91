import { AssetType, TerraformAsset, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { GatewayBundle } from '../gateway-bundle';

/**
 * The bundle's folder beside the stack's JSON, once for all regions: the gateway runs right where it lies. The hash is
 * the bundle's own, so that the path is the same wherever and whenever it was baked.
 */
export function bundleAsset(scope: Construct, { directory, hash }: GatewayBundle): string {
  const stack = TerraformStack.of(scope);
  const id = `Bundle-${hash.slice(0, 8)}`;
  const known = stack.node.tryFindChild(id) as TerraformAsset | undefined;
  const asset = known ?? new TerraformAsset(stack, id, { path: directory, type: AssetType.DIRECTORY, assetHash: hash });
  // Relative to the stack wherever it lies, be it as somebody's child module.
  return `\${path.module}/${asset.path}`;
}
