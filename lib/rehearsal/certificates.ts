import { generate } from 'selfsigned';

/** A certificate and its key, PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Stands in for ACM: signs what the cells present. Lives in memory; clients trust it, Route 53's probes never validate. */
export interface CertificateAuthority {
  /** What clients trust, PEM. */
  readonly cert: string;
  issue(hostNames: readonly string[]): Promise<Certificate>;
}

export async function certificateAuthority(): Promise<CertificateAuthority> {
  const authority = await generate([{ name: 'commonName', value: 'Understudy rehearsal' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return {
    cert: authority.cert,
    async issue(hostNames) {
      const leaf = await generate([{ name: 'commonName', value: hostNames[0] }], {
        keyType: 'ec',
        algorithm: 'sha256',
        ca: { key: authority.private, cert: authority.cert },
        extensions: [
          { name: 'subjectAltName', altNames: hostNames.map((value) => ({ type: 2 as const, value })) },
          { name: 'extKeyUsage', serverAuth: true },
        ],
      });
      return { cert: leaf.cert, key: leaf.private };
    },
  };
}
