import { type CellId, parseCellId } from '../contract/cell';
import { ENVIRONMENT } from '../contract/environment';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the gateway reads who may call: the cell's secret with a copy in its bucket, or a mounted file. */
export type KeysPlace =
  | { readonly kind: 'secret'; readonly name: string; readonly copyBucket: string }
  | { readonly kind: 'file'; readonly path: string };

export interface Settings {
  readonly cell: CellId;
  readonly region: string;
  readonly keys: KeysPlace;
  /** Where the prober's state lies; undefined on a machine that has none, where health is unknown. */
  readonly stateBucket: string | undefined;
}

/** What the environment says. Throws with everything that is missing: a gateway is never open by default. */
export function readSettings(environment: Environment): Settings {
  const cell = readCell(environment);
  const keys = readKeysPlace(environment);
  const missing = [cell, keys].filter((each) => typeof each === 'string');
  if (typeof cell === 'string' || typeof keys === 'string') throw new Error(missing.join('\n'));
  return { ...cell, keys, stateBucket: environment[ENVIRONMENT.stateBucket] };
}

/** The cell, or what is wrong. */
export function readCell(environment: Environment): { readonly cell: CellId; readonly region: string } | string {
  const text = environment[ENVIRONMENT.cell] ?? '';
  const parsed = parseCellId(text);
  if (parsed === undefined)
    return `missing-cell: ${ENVIRONMENT.cell} must be a cell's id (aws:eu-west-1), not \`${text}\``;
  return { cell: text as CellId, region: parsed.region };
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
