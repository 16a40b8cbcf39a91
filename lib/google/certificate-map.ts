import { CertificateManagerCertificate } from '@cdktf/provider-google/lib/certificate-manager-certificate';
import { CertificateManagerCertificateMap } from '@cdktf/provider-google/lib/certificate-manager-certificate-map';
import { CertificateManagerCertificateMapEntry } from '@cdktf/provider-google/lib/certificate-manager-certificate-map-entry';
import { CertificateManagerDnsAuthorization } from '@cdktf/provider-google/lib/certificate-manager-dns-authorization';
import { Construct } from 'constructs';
import { dnsNames } from '../contract/names';

export interface CertificateMapProps {
  readonly project: string;
  /** What the names of its resources start with. */
  readonly prefix: string;
  /** The name that clients call: `ai.example.com`. */
  readonly domain: string;
}

/** The CNAMEs' values with which the domains prove themselves to Google; their names are `_acme-challenge.<domain>`. */
export interface CertificateProofs {
  readonly served: string;
  readonly google: string;
}

/**
 * Google's certificate for the served name and for `google.<domain>` and its children. It proves itself in the zone
 * by records that stay the same, so it is there, and is renewed, whether or not traffic comes this way.
 */
export class CertificateMap extends Construct {
  /** In the form in which a proxy takes it. */
  public readonly reference: string;
  public readonly proofs: CertificateProofs;

  public constructor(scope: Construct, id: string, { project, prefix, domain }: CertificateMapProps) {
    super(scope, id);
    const { served, google } = dnsNames(domain);
    const authorize = (authorizationId: string, name: string, authorized: string) =>
      new CertificateManagerDnsAuthorization(this, authorizationId, {
        project,
        name,
        domain: authorized,
        type: 'FIXED_RECORD',
      });
    const authorizations = {
      served: authorize('ServedAuthorization', `${prefix}-served`, served),
      google: authorize('GoogleAuthorization', `${prefix}-google`, google),
    };
    const certificate = new CertificateManagerCertificate(this, 'Certificate', {
      project,
      name: prefix,
      managed: {
        domains: [served, google, `*.${google}`],
        dnsAuthorizations: [authorizations.served.id, authorizations.google.id],
      },
    });
    const map = new CertificateManagerCertificateMap(this, 'Map', { project, name: prefix });
    const entry = (entryId: string, hostname: string) =>
      new CertificateManagerCertificateMapEntry(this, entryId, {
        project,
        name: `${prefix}-${entryId.toLowerCase()}`,
        map: map.name,
        hostname,
        certificates: [certificate.id],
      });
    entry('Served', served);
    entry('Google', google);
    entry('Cells', `*.${google}`);

    this.reference = `//certificatemanager.googleapis.com/${map.id}`;
    this.proofs = { served: proofOf(authorizations.served), google: proofOf(authorizations.google) };
  }
}

function proofOf(authorization: CertificateManagerDnsAuthorization): string {
  return authorization.dnsResourceRecord.get(0).data;
}
