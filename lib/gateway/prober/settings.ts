import type { CellId } from '../../contract/cell';
import { ENVIRONMENT } from '../../contract/environment';
import { type Place, readHere } from '../settings';
import type { OwnPlace } from './ask';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ProberSettings {
  readonly cell: CellId;
  readonly place: Place;
  readonly own: OwnPlace;
  readonly bucket: string;
  /** Undefined where the cloud is not asked why it refuses. */
  readonly gatewayFunction: string | undefined;
}

/** What the environment says. Throws with everything that is missing. */
export function readProberSettings(environment: Environment): ProberSettings {
  const here = readHere(environment);
  const needed = (name: 'ownName' | 'stateBucket') => {
    const value = environment[ENVIRONMENT[name]] ?? '';
    return value === '' ? undefined : value;
  };
  const name = needed('ownName');
  const bucket = needed('stateBucket');
  const address = addressOf(environment[ENVIRONMENT.ownAddress]);
  const missing = [
    ...(Array.isArray(here) ? here : []),
    ...(name === undefined ? [`missing-own-name: ${ENVIRONMENT.ownName} must name this cell alone`] : []),
    ...(bucket === undefined ? [`missing-bucket: ${ENVIRONMENT.stateBucket} must name the cell's bucket`] : []),
    ...(address === null ? [`malformed-address: ${ENVIRONMENT.ownAddress} must be a host and a port`] : []),
  ];
  if (Array.isArray(here) || name === undefined || bucket === undefined || address === null) {
    throw new Error(missing.join('\n'));
  }
  return { ...here, own: { name, address }, bucket, gatewayFunction: environment[ENVIRONMENT.gatewayFunction] };
}

/** Undefined where there is none, null where it is no address. */
function addressOf(text: string | undefined): OwnPlace['address'] | null {
  if (text === undefined) return undefined;
  const [, host, port] = /^([0-9.]+):(\d{1,5})$/.exec(text) ?? [];
  return host === undefined ? null : { host, port: Number(port) };
}

/** Below it nobody could ask four times; above it nobody would call it health. */
const PERIOD_SECONDS = { least: 0.5, most: 600 };

/** The schedule's own words: `{ "periodSeconds": 60 }`. */
export function periodOf(event: unknown): number {
  const { periodSeconds } = (event ?? {}) as { readonly periodSeconds?: unknown };
  const { least, most } = PERIOD_SECONDS;
  if (typeof periodSeconds === 'number' && periodSeconds >= least && periodSeconds <= most) return periodSeconds;
  throw new Error(`the schedule must say periodSeconds, from ${least} to ${most}, not ${JSON.stringify(event)}`);
}
