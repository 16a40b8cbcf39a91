import type { Rule } from './rule';

/** Without a policy, or with its default, a proxy speaks TLS 1.0. */
export const tlsTooOld: Rule = {
  id: 'tls-too-old',
  judge: (stack) =>
    stack
      .resources('google_compute_target_https_proxy')
      .filter(({ body }) => {
        const least = stack.literal(stack.target(body.ssl_policy)?.body.min_tls_version);
        return least !== 'TLS_1_2' && least !== 'TLS_1_3';
      })
      .map(({ address }) => ({
        path: `${address}.ssl_policy`,
        message: 'the proxy speaks TLS 1.0 and 1.1',
        allowed: 'a google_compute_ssl_policy with min_tls_version TLS_1_2',
        mend: 'give it such a policy',
      })),
};
