import type { Rule } from './rule';
import { serverlessBackends } from './serverless-backend-setting';

/**
 * Outlier detection on serverless groups exists in the global external Application Load Balancer only, and one load
 * balancer has one scheme.
 * @see https://cloud.google.com/load-balancing/docs/https/setup-global-ext-https-serverless
 */
export const loadBalancingScheme: Rule = {
  id: 'load-balancing-scheme',
  judge: (stack) =>
    [
      ...serverlessBackends(stack).map(({ service }) => service),
      ...stack.resources('google_compute_global_forwarding_rule'),
    ]
      .filter(({ body }) => body.load_balancing_scheme !== 'EXTERNAL_MANAGED')
      .map(({ address, body }) => ({
        path: `${address}.load_balancing_scheme`,
        message: 'the default is the classic load balancer, which detects no outliers and fails no region over',
        found: JSON.stringify(body.load_balancing_scheme ?? null),
        allowed: 'EXTERNAL_MANAGED',
        mend: 'write EXTERNAL_MANAGED',
      })),
};
