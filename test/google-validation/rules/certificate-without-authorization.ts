import type { Stack } from '../stack/stack';
import { blocksOf, type Json } from '../stack/terraform-json';
import type { Rule } from './rule';

/**
 * A managed certificate with a wildcard, or for a name that does not yet lead to Google, is issued by DNS
 * authorization only: one for each name, `*.x` by that of `x`.
 * @see https://cloud.google.com/certificate-manager/docs/domain-authorization
 */
export const certificateWithoutAuthorization: Rule = {
  id: 'certificate-without-authorization',
  judge: (stack) =>
    stack.resources('google_certificate_manager_certificate').flatMap(({ address, body }) =>
      blocksOf(body.managed).flatMap((managed) => {
        const authorized = listOf(managed.dns_authorizations).map((each) =>
          stack.literal(stack.target(each)?.body.domain),
        );
        return listOf(managed.domains)
          .filter((domain) => !authorized.includes(String(domain).replace(/^\*\./, '')))
          .map((domain) => ({
            path: `${address}.managed.domains`,
            message: 'no DNS authorization of the certificate covers this name',
            found: String(domain),
            mend: 'authorize it, without the asterisk',
          }));
      }),
    ),
};

/** The names for which a certificate map answers. */
export function certifiedNames(stack: Stack): string[] {
  return stack
    .resources('google_certificate_manager_certificate_map_entry')
    .filter(({ body }) => listOf(body.certificates).some((each) => stack.target(each) !== undefined))
    .flatMap(({ body }) => (typeof body.hostname === 'string' ? [body.hostname] : []));
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
