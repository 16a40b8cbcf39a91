import { blocksOf } from '../stack/terraform-json';
import { certifiedNames } from './certificate-without-authorization';
import type { Rule } from './rule';

/** A host that the URL map serves and no entry of the certificate map covers ends in a failed handshake. */
export const hostWithoutCertificate: Rule = {
  id: 'host-without-certificate',
  judge: (stack) => {
    const certified = certifiedNames(stack);
    return stack.resources('google_compute_url_map').flatMap(({ address, body }) =>
      blocksOf(body.host_rule)
        .flatMap(({ hosts }) => (Array.isArray(hosts) ? hosts : []))
        .map(String)
        // A wildcard covers one label.
        .filter((host) => !certified.includes(host) && !certified.includes(host.replace(/^[^.]+/, '*')))
        .map((host) => ({
          path: `${address}.host_rule`,
          message: 'no entry of a certificate map covers this host',
          found: host,
          allowed: certified.join(', '),
          mend: 'add a map entry with its certificate',
        })),
    );
  },
};
