import type { EstateStack } from '../estate';
import { Unknown } from '../value';

/** What all stacks of Terraform have alike. */
export function terraformStack(name: string, file: string, path: string): EstateStack {
  const unknown = (what: string) =>
    new Unknown(`a Terraform stack has no ${what}: each of its providers has`, { file, path: 'provider' });
  return {
    name,
    file,
    path,
    language: 'terraform',
    region: unknown('region'),
    account: unknown('account'),
    dependsOn: [],
    deployment: false,
    terminationProtection: false,
    lookups: [],
    unread: [],
    acknowledged: [],
    metadata: {},
    assets: new Map(),
  };
}
