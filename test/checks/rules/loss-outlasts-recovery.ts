import { aliasOf, att, check, record, twoRegions } from '../blocks';
import type { Example } from '../example';

/** What is probed leads to the Region's API, and the check is as slow as is said. */
const probed = (name: string, config: object = {}) => ({
  Check: check(`${name}.example.com`, config),
  Probed: record(
    `${name}.example.com`,
    aliasOf(att('Domain', 'RegionalDomainName'), true, att('Domain', 'RegionalHostedZoneId')),
  ),
});
const both = (config: object = {}) => twoRegions((name) => probed(name, config));

export const example: Example = {
  compliant: both(),
  broken: both({ RequestInterval: 30, FailureThreshold: 10 }),
  objectives: { survive: ['any-cell'], recoverySeconds: 150 },
  also: ['detection-exceeds-recovery'],
};
