import { googleSecretId } from '../../../contract/environment';
import type { ReadSecret } from '../platform';
import type { GoogleApi } from './google-api';

const TIMEOUT_MILLISECONDS = 2000;

/**
 * The newest version of a secret of the project, as text.
 * @see https://docs.cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions/access
 */
export function secretManager(api: GoogleApi, project: string): ReadSecret {
  return async (name) => {
    const path = `/v1/projects/${project}/secrets/${googleSecretId(name)}/versions/latest:access`;
    const text = await api.call({ method: 'GET', path, within: TIMEOUT_MILLISECONDS });
    const { payload } = JSON.parse(text) as { payload?: { data?: string } };
    if (payload?.data === undefined) throw new Error(`the secret ${name} holds no text`);
    return Buffer.from(payload.data, 'base64').toString('utf8');
  };
}
