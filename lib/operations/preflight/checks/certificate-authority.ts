import type { Check } from '../check';
import { type Found, fail, pass, unknown } from '../finding';
import type { Caa, Names } from '../names';

/**
 * Who issues the certificates of each cloud, by the names that a CAA record may hold.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html
 * @see https://cloud.google.com/certificate-manager/docs/deploy-google-managed-dns-auth
 */
const AUTHORITIES = {
  aws: ['amazon.com', 'amazontrust.com', 'awstrust.com', 'amazonaws.com'],
  google: ['pki.goog'],
};

export const certificateAuthority: Check = {
  id: 'certificate-authority',
  cloud: 'aws',
  asks: 'may the clouds issue certificates for the names (CAA)?',
  async run({ topology, names }) {
    const { domain, hostedZone, google } = topology;
    const zone = hostedZone.name.toLowerCase().replace(/\.$/, '');
    const clouds = google === undefined ? (['aws'] as const) : (['aws', 'google'] as const);
    try {
      const decides = await nearest(domain, zone, (name) => names.caa(name));
      if (decides === undefined) {
        const why = `the world knows no name ${zone}: nobody can see which authorities may issue below it`;
        return [unknown(domain, why, `delegate ${zone}, see hosted-zone, and ask again: dig CAA ${domain}`)];
      }
      return clouds.map((cloud) => judge(domain, cloud, decides.at, decides.records));
    } catch (error) {
      const why = `no name server answered: ${(error as Error).message}`;
      return [unknown(domain, why, `ask: dig CAA ${domain}, and the names above it`)];
    }
  },
};

/**
 * The records that decide: those of the name itself, or of the nearest above it that has any (RFC 8659, 3). Undefined
 * where there is no zone: a name below one may be made by the deployment, and what holds for it is read above it then.
 */
async function nearest(name: string, zone: string, ask: Names['caa']) {
  const labels = name.split('.');
  for (let above = 0; above < labels.length - 1; above++) {
    const at = labels.slice(above).join('.');
    const records = await ask(at);
    if (records === undefined && at === zone) return undefined;
    if (records !== undefined && records.length > 0) return { at, records };
  }
  return { at: name, records: [] };
}

function judge(domain: string, cloud: 'aws' | 'google', at: string, records: readonly Caa[]): Found {
  const place = `${domain} on ${cloud}`;
  const issuers = records.filter(({ tag }) => tag === 'issue').map(({ value }) => value.split(';')[0]?.trim() ?? '');
  if (issuers.length === 0)
    return pass(place, records.length === 0 ? 'no CAA record at it or above' : `CAA at ${at} limits no issuer`);
  const allowed = issuers.find((issuer) => AUTHORITIES[cloud].includes(issuer));
  if (allowed !== undefined) return pass(place, `CAA at ${at} allows ${allowed}`);
  const mend = `add at ${at}: CAA 0 issue "${AUTHORITIES[cloud][0]}"`;
  return fail(place, `CAA at ${at} allows only ${issuers.join(', ')}`, mend);
}
