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
