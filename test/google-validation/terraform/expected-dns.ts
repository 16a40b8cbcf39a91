import type { Topology } from '../../../lib/topology/topology';
import { STAND_IN_ADDRESS, standIn } from './offline-copy';

/**
 * What `google-dns` must write for a topology, in the words of `plannedDns`. Written from the design's tree of names, not
 * from the constructs: the names are spelt out here once more on purpose.
 */
export function expectedDns({ domain, frontDoorRegion, hostedZone, prefer, google }: Topology): string[] {
  const zone = hostedZone.id;
  const regions = google?.cells.map(({ region }) => region) ?? [];
  const leave =
    `inverted HTTPS_STR_MATCH ${frontDoorRegion}.aws.${domain}:443/switch/google "understudy-evacuate:google;" ` +
    'every 30s x3 SNI from ap-southeast-1, eu-west-1, us-west-2';
  const branch = (level: 'any' | 'best', path: string): string[] => {
    const probes = regions
      .map((region) => `HTTPS ${region}.google.${domain}:443${path} every 10s x3 SNI`)
      .sort()
      .join('; ');
    return [
      `${level}.${domain} A in ${zone}, SECONDARY "google", alias ${level}.google.${domain} in ${zone} evaluated, ${leave}`,
      `${level}.google.${domain} A in ${zone}, PRIMARY "google", 60s ${STAND_IN_ADDRESS}, while 1 of [${probes}]`,
    ];
  };
  return [
    ...branch('any', '/health/serving'),
    ...(prefer === 'quality' ? branch('best', '/health/preferred') : []),
    ...regions.map((region) => `${region}.google.${domain} A in ${zone}, 60s ${STAND_IN_ADDRESS}`),
    // A certificate's proof stays for its renewals.
    `_acme-challenge.${domain} CNAME in ${zone}, 300s ${standIn('certificate_proof_served')}`,
    `_acme-challenge.google.${domain} CNAME in ${zone}, 300s ${standIn('certificate_proof_google')}`,
  ].sort();
}
