import { Token } from 'aws-cdk-lib/core';

/** Whether a name lies in a zone, or is its apex. A zone whose name is not known yet refuses nobody. */
export function isInZone(name: string, zoneName: string): boolean {
  if (Token.isUnresolved(name) || Token.isUnresolved(zoneName)) return true;
  const plain = (text: string) => text.toLowerCase().replace(/\.$/, '');
  return `.${plain(name)}`.endsWith(`.${plain(zoneName)}`);
}
