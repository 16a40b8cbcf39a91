import { GcsBackend, type GcsBackendConfig, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { METADATA_KEY } from '../../contract/metadata';
import { fleetMetadata } from '../../topology/fleet-metadata';
import { servicePrefix } from '../../topology/names';
import type { Topology } from '../../topology/topology';
import type { TerraformSettings } from '../terraform-settings';

export type GooglePart = 'google-mirror' | 'google-serving' | 'google-dns';

/** A stack of a fleet: it says what the fleet intends, and keeps its state in the fleet's bucket. */
export function fleetStack(
  scope: Construct,
  topology: Topology,
  kind: GooglePart,
  settings: TerraformSettings,
): TerraformStack {
  const stack = new TerraformStack(scope, kind);
  // Named in a child module too, where it is then left out: CDKTF's own default writes this machine's paths.
  new GcsBackend(stack, stateOf(topology, kind, settings));
  stack.addOverride(`//.${METADATA_KEY}`, fleetMetadata(topology, { kind }));
  if (settings.childModules === true) {
    stack.addOverride('provider', undefined);
    stack.addOverride('terraform.backend', undefined);
  }
  return stack;
}

/** Where a stack's state lies. */
export function stateOf(
  { google, service, stage }: Topology,
  kind: GooglePart,
  settings: TerraformSettings,
): GcsBackendConfig {
  return { bucket: google!.stateBucket, prefix: `${servicePrefix(service, stage)}/${kind}`, ...settings.state };
}
