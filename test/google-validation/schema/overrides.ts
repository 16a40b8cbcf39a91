/** What the bindings do not know and is written all the same, by an override. Nothing else passes. */
export interface AllowedOverride {
  /** A resource's type, or `stack` for what lies outside of resources. */
  readonly type: string;
  /** Terraform names from the top, without list positions. */
  readonly path: string;
  readonly reason: string;
  /** The stack's version constraint must shut out all major versions of the provider below this one. */
  readonly sinceMajor?: number;
}

export const ALLOWED_OVERRIDES: readonly AllowedOverride[] = [
  {
    type: 'google_cloud_run_v2_service',
    path: 'template.containers.readiness_probe',
    reason:
      'Cloud Run service health needs a readiness probe, and the bindings end with google 6.50, the last of its major version, which has none. Written with `failover: service-health` only. Which 7.x brought it is not confirmed.',
    sinceMajor: 7,
  },
  {
    type: 'stack',
    path: 'terraform.required_providers.google.version',
    reason: 'The readiness probe needs a newer provider than the one that the bindings write here.',
  },
  ...['provider', 'terraform.backend'].map((path) => ({
    type: 'stack',
    path,
    reason: "Left out of child modules, since both are their caller's; CDKTF insists on writing them.",
  })),
  {
    type: 'stack',
    path: '//',
    reason:
      "What the fleet intends, for those who read the file; Terraform takes it for a comment and CDKTF's API has none.",
  },
];

/** The entry that allows an argument of an element, if one does. */
export function allowedOverride(type: string, path: readonly string[]): AllowedOverride | undefined {
  return ALLOWED_OVERRIDES.find((allowed) => allowed.type === type && allowed.path === path.join('.'));
}
