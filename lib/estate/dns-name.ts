/**
 * As DNS compares names: lower case, no trailing dot, `\052` (an escaped `*`, as Route 53 writes it) as the `*` it is.
 */
export function dnsName(name: string): string {
  return name.toLowerCase().replaceAll('\\052', '*').replace(/\.$/, '');
}
