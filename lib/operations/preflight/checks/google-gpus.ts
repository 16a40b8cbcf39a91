import { parseCellId } from '../../../contract/cell';
import { type Quota, quotasOf } from '../../../topology/quotas';
import { undecided } from '../ask';
import { type Check, gcloudOf } from '../check';
import { type Found, fail, pass, unknown } from '../finding';

/** As Cloud Quotas answers: a value is a text, and -1 is no limit at all. */
interface DimensionsInfo {
  readonly dimensions?: { readonly region?: string };
  readonly applicableLocations?: readonly string[];
  readonly details?: { readonly value?: string };
}

/** A new project has none with zonal redundancy. @see https://cloud.google.com/run/docs/configuring/services/gpu-zonal-redundancy */
export const googleGpus: Check = {
  id: 'google-gpus',
  cloud: 'google',
  asks: "does the project have the L4s, with zonal redundancy, that Cloud Run's servers are planned with?",
  async run({ topology, ask }) {
    const { google } = topology;
    const planned = quotasOf(topology).filter(({ id }) => id === 'cloud-run-gpus');
    const [first] = planned;
    if (google === undefined || first?.code === undefined) return [];
    const command = gcloudOf(google.project, 'quotas', 'info', 'describe', first.code, '--service=run.googleapis.com');
    const said = await ask(command);
    if (said.kind !== 'answer') return planned.map((quota) => undecided(placeOf(quota), command, said));
    return planned.map((quota) => judged(quota, said.value.dimensionsInfos ?? []));
  },
};

function judged(quota: Quota, infos: readonly DimensionsInfo[]): Found {
  const region = regionOf(quota);
  const own = infos.find(({ dimensions }) => dimensions?.region === region);
  const general = infos.find((info) => info.dimensions?.region === undefined && holdsFor(info, region));
  const value = (own ?? general)?.details?.value;
  const ask = `ask for ${quota.code} in ${region}: IAM & Admin, Quotas, of Cloud Run`;
  if (value === undefined || !/^-?\d+$/.test(value)) {
    return unknown(placeOf(quota), `no number is listed for ${region}, ${quota.needed} are needed (${quota.why})`, ask);
  }
  const allowed = Number(value);
  const text = `${quota.needed} are needed (${quota.why}), ${allowed === -1 ? 'any number is' : `${allowed} are`} allowed`;
  return allowed === -1 || allowed >= quota.needed ? pass(placeOf(quota), text) : fail(placeOf(quota), text, ask);
}

function holdsFor({ applicableLocations }: DimensionsInfo, region: string): boolean {
  return applicableLocations === undefined || applicableLocations.includes(region);
}

function regionOf({ place }: Quota): string {
  return parseCellId(place)!.region;
}

function placeOf(quota: Quota): string {
  return `L4s in ${regionOf(quota)}`;
}
