import type { ListedRow, Row } from '../ledger';

/** A value of a document's field, as Firestore's REST interface writes it. */
export type Value =
  | { readonly stringValue: string }
  | { readonly integerValue: string }
  | { readonly timestampValue: string };

export type Fields = Readonly<Record<string, Value>>;

/** @see https://docs.cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents */
export interface Document {
  readonly name: string;
  readonly fields: Fields;
  readonly updateTime: string;
}

/**
 * The part of a document's name that is its own: a slash would begin a collection below it, and the bar at its end
 * keeps it from being `.`, `..` or `__…__`, which Firestore refuses.
 *
 * @see https://docs.cloud.google.com/firestore/quotas
 */
export function documentId(id: string, facet: string): string {
  return [id, ...facet.split('/'), ''].join('|');
}

const text = (stringValue: string): Value => ({ stringValue });

export function fieldsOf({ id, facet, version, body, listed, expiresAt }: Row): Fields {
  return {
    id: text(id),
    facet: text(facet),
    version: { integerValue: String(version) },
    body: text(JSON.stringify(body)),
    expiresAt: { timestampValue: new Date(expiresAt * 1000).toISOString() },
    ...(listed && { lane: text(listed.lane), mark: text(listed.mark) }),
  };
}

export function rowOf({ fields }: Document): Row {
  const said = readerOf(fields);
  return {
    id: said('id'),
    facet: said('facet'),
    version: Number(said('version')),
    body: JSON.parse(said('body')) as object,
    ...(fields.lane && { listed: { lane: said('lane'), mark: said('mark') } }),
    expiresAt: Math.floor(Date.parse(said('expiresAt')) / 1000),
  };
}

export function listedRowOf({ fields }: Pick<Document, 'fields'>): ListedRow {
  const said = readerOf(fields);
  return { lane: said('lane'), mark: said('mark'), id: said('id'), facet: said('facet') };
}

/** A document without such a field is none of ours. */
function readerOf(fields: Fields): (name: string) => string {
  return (name) => {
    const said: unknown = Object.values(fields[name] ?? {})[0];
    if (typeof said !== 'string') throw new Error(`a row of the ledger has no ${name}`);
    return said;
  };
}
