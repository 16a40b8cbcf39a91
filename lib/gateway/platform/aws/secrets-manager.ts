import { lazy } from '../../lazy';
import type { ReadSecret } from '../platform';

const TIMEOUT_MILLISECONDS = 2000;

/** The SDK is loaded with the first call. */
export function secretsManager(region: string): ReadSecret {
  const sdk = lazy(async () => {
    const { SecretsManagerClient, GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager');
    return { client: new SecretsManagerClient({ region, maxAttempts: 1 }), GetSecretValueCommand };
  });
  return async (name) => {
    const { client, GetSecretValueCommand } = await sdk();
    const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }), { abortSignal: signal });
    if (SecretString === undefined) throw new Error(`the secret ${name} holds no text`);
    return SecretString;
  };
}
