import type { Clock } from '../../clock';
import { lazy } from '../../lazy';

/** A signed request that somebody else makes. */
export interface SignedRequest {
  readonly url: string;
  readonly method: 'POST';
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}

/** Ties the question to who is to make it, so that it is good for nobody else. */
const ASKER_HEADER = 'x-goog-cloud-target-resource';

const sdk = lazy(async () => {
  const [{ defaultProvider }, { SignatureV4 }, { Sha256 }, { HttpRequest }] = await Promise.all([
    import('@aws-sdk/credential-provider-node'),
    import('@smithy/signature-v4'),
    import('@smithy/core/checksum'),
    import('@smithy/core/protocols'),
  ]);
  return { credentials: defaultProvider(), SignatureV4, Sha256, HttpRequest };
});

/**
 * Asks a Region's STS who this is, signed and not sent: whoever sends it learns the role, and nothing else. Good for a
 * quarter of an hour.
 * @param asker whom it is for, as Google names a provider of identities
 * @see https://docs.cloud.google.com/iam/docs/workload-identity-federation-with-other-clouds#rest
 */
export async function callerIdentity(region: string, asker: string, clock: Clock): Promise<SignedRequest> {
  const { credentials, SignatureV4, Sha256, HttpRequest } = await sdk();
  const hostname = `sts.${region}.amazonaws.com`;
  const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
  const headers = { host: hostname, [ASKER_HEADER]: asker };
  const asked = new HttpRequest({ method: 'POST', protocol: 'https:', hostname, path: '/', query, headers });
  const signer = new SignatureV4({ credentials, region, service: 'sts', sha256: Sha256, applyChecksum: false });
  const signed = await signer.sign(asked, { signingDate: new Date(clock.now()) });
  return {
    url: `https://${hostname}/?${new URLSearchParams(query)}`,
    method: 'POST',
    headers: Object.entries(signed.headers).map(([key, value]) => ({ key, value })),
  };
}
