import type { Clock } from '../../clock';
import { callerIdentity } from '../aws/caller-identity';
import { held } from '../held';
import { GoogleApi } from './google-api';
import { REFRESH_BEFORE_EXPIRY_MILLISECONDS, type Token } from './metadata-tokens';

export interface Federation {
  /** `//iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER`. */
  readonly provider: string;
  /** The email of the service account that is acted as. */
  readonly account: string;
  /** The Region whose STS says who this is. */
  readonly region: string;
  /** What stands for both of Google's services that are asked. */
  readonly url?: string;
}

/** Of each of the two calls, which are made once an hour. */
const TIMEOUT_MILLISECONDS = 1500;
const SCOPES = 'https://www.googleapis.com/auth/';

/**
 * Google's access tokens for a cell on AWS, without any secret: the cell signs a question to its Region's STS, who it is,
 * which Google asks in its place; what Google then gives may do one thing alone, act as one service account.
 * @see https://docs.cloud.google.com/iam/docs/workload-identity-federation-with-other-clouds
 */
export function federatedTokens({ provider, account, region, url }: Federation, clock: Clock): () => Promise<string> {
  const sts = new GoogleApi(url ?? 'https://sts.googleapis.com');

  /** @see https://docs.cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token */
  async function exchange(): Promise<string> {
    const body = JSON.stringify({
      audience: provider,
      grantType: 'urn:ietf:params:oauth:grant-type:token-exchange',
      requestedTokenType: 'urn:ietf:params:oauth:token-type:access_token',
      scope: `${SCOPES}cloud-platform`,
      subjectTokenType: 'urn:ietf:params:aws:token-type:aws4_request',
      subjectToken: encodeURIComponent(JSON.stringify(await callerIdentity(region, provider, clock))),
    });
    const text = await sts.call({ method: 'POST', path: '/v1/token', body, within: TIMEOUT_MILLISECONDS });
    const { access_token: token } = JSON.parse(text) as Record<string, unknown>;
    if (typeof token !== 'string') throw new Error('the security token service gives no token');
    return token;
  }

  const credentials = new GoogleApi(url ?? 'https://iamcredentials.googleapis.com', exchange);

  /** @see https://docs.cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken */
  async function load(): Promise<Token> {
    const text = await credentials.call({
      method: 'POST',
      path: `/v1/projects/-/serviceAccounts/${encodeURIComponent(account)}:generateAccessToken`,
      body: JSON.stringify({ scope: [`${SCOPES}datastore`, `${SCOPES}devstorage.read_write`], lifetime: '3600s' }),
      within: 2 * TIMEOUT_MILLISECONDS,
    });
    const { accessToken: token, expireTime } = JSON.parse(text) as Record<string, unknown>;
    const expiresAt = Date.parse(String(expireTime));
    if (typeof token !== 'string' || Number.isNaN(expiresAt)) throw new Error('the service account gives no token');
    return { token, expiresAt };
  }

  const token = held(load, REFRESH_BEFORE_EXPIRY_MILLISECONDS, clock);
  return async () => (await token()).token;
}
