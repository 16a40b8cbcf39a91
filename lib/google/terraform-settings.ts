import type { AwsProviderConfig } from '@cdktf/provider-aws/lib/provider';
import type { GoogleProviderConfig } from '@cdktf/provider-google/lib/provider';
import type { GcsBackendConfig } from 'cdktf';

/** How Terraform runs the stacks; what they contain does not depend on it. */
export interface TerraformSettings {
  /**
   * Beside the bucket and the prefix, which follow from the topology: `impersonateServiceAccount`, `kmsEncryptionKey`.
   * @default - none
   */
  readonly state?: Partial<GcsBackendConfig>;
  /** @default - none beside the project */
  readonly googleProvider?: Partial<GoogleProviderConfig>;
  /** @default - none beside the Region of the front door and the zone's account */
  readonly awsProvider?: Partial<AwsProviderConfig>;
  /**
   * Leaves out provider and backend blocks: whoever calls the stacks' folders as modules has these.
   * @default false
   */
  readonly childModules?: boolean;
}
