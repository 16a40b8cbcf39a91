import { isObject } from '../stack/terraform-json';
import type { Rule } from './rule';

/**
 * CDKTF's default backend is a file on the machine that synthesized, under an absolute path. A stack without a provider
 * block is somebody's module: its caller keeps the state.
 */
export const stateNotShared: Rule = {
  id: 'state-not-shared',
  judge: (stack) => {
    const backend = stack.json.terraform?.backend;
    if (backend === undefined && stack.json.provider === undefined) return [];
    const gcs = isObject(backend) ? backend.gcs : undefined;
    if (isObject(gcs) && typeof gcs.bucket === 'string' && typeof gcs.prefix === 'string') return [];
    return [
      {
        path: 'terraform.backend',
        message: 'the state is not kept in a bucket under a prefix of its own',
        found: JSON.stringify(backend ?? null),
        allowed: '{ gcs: { bucket, prefix } }',
        mend: 'name the backend',
      },
    ];
  },
};
