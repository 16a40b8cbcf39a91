/** Names under the served domain; see the README for the whole tree. */
export function dnsNames(domain: string) {
  return {
    served: domain,
    /** Cells that have their preferred tier. */
    best: `best.${domain}`,
    bestAws: `best.aws.${domain}`,
    /** Cells that meet the floor. */
    any: `any.${domain}`,
    anyAws: `any.aws.${domain}`,
    /** The one cell, as it is probed. */
    awsCell: (region: string) => `${region}.aws.${domain}`,
    bestGoogle: `best.google.${domain}`,
    anyGoogle: `any.google.${domain}`,
    /** Above the Google cells' own names; it has no address itself. */
    google: `google.${domain}`,
    googleCell: (region: string) => `${region}.google.${domain}`,
  } as const;
}

/**
 * What a secret is called in Google's Secret Manager, which knows no slash: `understudy/llm` is `understudy-llm`.
 * @see https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets/create
 */
export function googleSecretId(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/g, '-');
}
