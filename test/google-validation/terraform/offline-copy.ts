import { loneReference } from '../stack/expression';
import type { Stack } from '../stack/stack';
import type { JsonObject, StackJson } from '../stack/terraform-json';

/** The address that stands for Google's, from the range for documentation. @see https://www.rfc-editor.org/rfc/rfc5737 */
export const STAND_IN_ADDRESS = '203.0.113.20';

/** The file that stands for the state of `google-serving`. */
export const STATE_FILE = 'google-serving.tfstate';

/**
 * `google-dns` so that it can be planned here: its state, and the one that it reads, are files; the provider calls
 * nobody. Records and checks stay as they were synthesized.
 */
export function offlineCopy(dns: Stack): StackJson {
  const { data = {}, terraform = {}, ...rest } = dns.json;
  const remoteStates = Object.keys(data.terraform_remote_state ?? {});
  return {
    ...rest,
    terraform: { ...terraform, backend: { local: { path: 'terraform.tfstate' } } },
    provider: { aws: [OFFLINE_PROVIDER] },
    data: {
      ...data,
      terraform_remote_state: Object.fromEntries(
        remoteStates.map((name) => [name, { backend: 'local', config: { path: STATE_FILE } }]),
      ),
    },
  };
}

const OFFLINE_PROVIDER: JsonObject = {
  region: 'eu-central-1',
  access_key: 'none',
  secret_key: 'none',
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
  skip_region_validation: true,
  // A string, unlike its neighbours.
  skip_metadata_api_check: 'true',
};

/** A state of `google-serving` that holds its outputs: the address where it gives one, else a word of its own. */
export function stateOf(serving: Stack): string {
  const outputs = Object.entries(serving.json.output ?? {}).map(([name, { value }]) => {
    const reference = loneReference(value);
    const isAddress =
      reference?.address.startsWith('google_compute_global_address.') && reference.steps[0] === 'address';
    return [name, { value: isAddress ? STAND_IN_ADDRESS : standIn(name), type: 'string' }];
  });
  const state = { version: 4, terraform_version: '1.0.0', serial: 1, lineage: 'stand-in', resources: [] };
  return JSON.stringify({ ...state, outputs: Object.fromEntries(outputs) });
}

/** What stands for an output that is no address. */
export function standIn(output: string): string {
  return `${output.replaceAll('_', '-')}.authorize.certificatemanager.goog.`;
}
