import { type CellId, type Cloud, parseCellId } from '../contract/cell';
import { ENVIRONMENT } from '../contract/environment';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the gateway reads who may call: the cell's secret with a copy in its bucket, or a mounted file. */
export type KeysPlace =
  | { readonly kind: 'secret'; readonly name: string; readonly copyBucket: string }
  | { readonly kind: 'file'; readonly path: string };

/** Where the cell lies. On Google everything that it reads lies in a project. */
export type Place =
  | { readonly cloud: 'aws'; readonly region: string }
  | { readonly cloud: 'google'; readonly region: string; readonly project: string };

export interface Settings {
  readonly cell: CellId;
  readonly place: Place;
  readonly keys: KeysPlace;
  /** Where the prober's state lies; undefined on a machine that has none, where health is unknown. */
  readonly stateBucket: string | undefined;
}

/** What the environment says. Throws with everything that is missing: a gateway is never open by default. */
export function readSettings(environment: Environment): Settings {
  const here = readHere(environment);
  const keys = readKeysPlace(environment);
  if (Array.isArray(here) || typeof keys === 'string') {
    throw new Error([...(Array.isArray(here) ? here : []), ...(typeof keys === 'string' ? [keys] : [])].join('\n'));
  }
  return { ...here, keys, stateBucket: environment[ENVIRONMENT.stateBucket] };
}

/** The same for a worker, at which nobody calls. */
export function readWorkerSettings(environment: Environment): Omit<Settings, 'keys'> {
  const here = readHere(environment);
  if (Array.isArray(here)) throw new Error(here.join('\n'));
  return { ...here, stateBucket: environment[ENVIRONMENT.stateBucket] };
}

/** How many workers of this cell pull, or undefined where nobody has said. Throws where it is no number. */
export function readInstances(environment: Environment): number | undefined {
  const text = environment[ENVIRONMENT.jobsWorkers];
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new Error(`malformed-workers: ${ENVIRONMENT.jobsWorkers} must be a whole number from 1, not \`${text}\``);
}

/** The cell and where it lies, or everything that is wrong. */
export function readHere(environment: Environment): { readonly cell: CellId; readonly place: Place } | string[] {
  const here = readCell(environment);
  if (typeof here === 'string') return [here];
  const place = readPlace(here, environment);
  return typeof place === 'string' ? [place] : { cell: here.cell, place };
}

interface Here {
  readonly cell: CellId;
  readonly cloud: Cloud;
  readonly region: string;
}

/** The cell, or what is wrong. */
export function readCell(environment: Environment): Here | string {
  const text = environment[ENVIRONMENT.cell] ?? '';
  const parsed = parseCellId(text);
  if (parsed === undefined)
    return `missing-cell: ${ENVIRONMENT.cell} must be a cell's id (aws:eu-west-1), not \`${text}\``;
  return { cell: text as CellId, ...parsed };
}

function readPlace({ cloud, region }: Here, environment: Environment): Place | string {
  if (cloud === 'aws') return { cloud, region };
  const project = environment[ENVIRONMENT.googleProject] ?? '';
  if (project !== '') return { cloud, region, project };
  return `missing-project: a cell on Google needs ${ENVIRONMENT.googleProject}: the project of its models and secrets`;
}

function readKeysPlace(environment: Environment): KeysPlace | string {
  const secret = environment[ENVIRONMENT.keysSecret];
  const bucket = environment[ENVIRONMENT.stateBucket];
  const file = environment[ENVIRONMENT.keysFile];
  if (file !== undefined) return { kind: 'file', path: file };
  if (secret !== undefined && bucket !== undefined) return { kind: 'secret', name: secret, copyBucket: bucket };
  return (
    `missing-keys: name the digests of the API keys: ${ENVIRONMENT.keysFile}, ` +
    `or ${ENVIRONMENT.keysSecret} with ${ENVIRONMENT.stateBucket}`
  );
}
