import type { Clock } from '../../clock';
import { held } from '../held';

export interface WebIdentity {
  /** The ARN of the role that is acted as. */
  readonly role: string;
  /** Who does, for the other cloud's audit log: `google.europe-west4`. */
  readonly session: string;
  /** The Region whose STS is asked: the global one lies in one Region of its own. */
  readonly region: string;
  /** A token that the role's trust policy takes for who this is. */
  readonly token: () => Promise<string>;
}

/** Of a call that is made once an hour. */
const TIMEOUT_MILLISECONDS = 2000;
/** Credentials that have this long to go are renewed. */
const REFRESH_BEFORE_EXPIRY_MILLISECONDS = 300_000;

/**
 * AWS's credentials for a cell outside of AWS, without any secret: its cloud says who it is, and AWS takes its word. The
 * SDK is loaded with the first call.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function webIdentity({ role, session, region, token }: WebIdentity, clock: Clock) {
  const load = async () => {
    const { fromWebToken } = await import('@aws-sdk/credential-provider-web-identity');
    const requestHandler = { connectionTimeout: TIMEOUT_MILLISECONDS, requestTimeout: TIMEOUT_MILLISECONDS };
    const assumed = await fromWebToken({
      roleArn: role,
      roleSessionName: session,
      webIdentityToken: await token(),
      clientConfig: { region, maxAttempts: 1, requestHandler },
    })();
    return { assumed, expiresAt: assumed.expiration?.getTime() ?? clock.now() };
  };
  const identity = held(load, REFRESH_BEFORE_EXPIRY_MILLISECONDS, clock);
  return async () => (await identity()).assumed;
}

/** Credentials as the SDK's clients take them. */
export type Identity = ReturnType<typeof webIdentity>;
