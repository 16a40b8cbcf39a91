import type { Rule } from './rule';

/**
 * A proxy takes the map as a URL without a scheme; the bare id is refused when it is applied.
 * @see https://registry.terraform.io/providers/hashicorp/google/6.50.0/docs/resources/compute_target_https_proxy#certificate_map
 */
export const certificateMapForm: Rule = {
  id: 'certificate-map-form',
  judge: (stack) =>
    stack
      .resources('google_compute_target_https_proxy')
      .filter(({ body }) => {
        const [, rest] = /^\/\/certificatemanager\.googleapis\.com\/(.+)$/.exec(String(body.certificate_map)) ?? [];
        const map = stack.target(rest);
        return map?.type !== 'google_certificate_manager_certificate_map' || !rest!.endsWith('.id}');
      })
      .map(({ address, body }) => ({
        path: `${address}.certificate_map`,
        message: 'the proxy does not take the map in this form',
        found: JSON.stringify(body.certificate_map ?? null),
        // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's
        allowed: '//certificatemanager.googleapis.com/${google_certificate_manager_certificate_map.<name>.id}',
        mend: "put the service's name before the map's id",
      })),
};
