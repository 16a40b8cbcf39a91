import type { Estate, EstateNode } from '../../estate/estate';
import { Unknown } from '../../estate/value';
import { nodesOfType } from '../../estate/views/nodes';
import { Reader } from '../../estate/views/reader';
import type { DatabasePlan } from '../jobs/google/database';
import { googleName } from './google-name';
import type { KnownValues } from './known-values';

/** The databases of Firestore of the given names, where the estate makes them. */
export function databasePlans(estate: Estate, names: readonly string[], values: KnownValues): readonly DatabasePlan[] {
  return nodesOfType(estate, 'google_firestore_database').flatMap((node) => {
    const name = googleName(node, 'databases', values);
    return names.includes(name) ? [databasePlan(estate, name, node, values)] : [];
  });
}

function databasePlan(estate: Estate, name: string, node: EstateNode, values: KnownValues): DatabasePlan {
  const location = Reader.of(node).text('location_id') ?? Reader.of(node).unknown('location_id', 'not given');
  const own = (type: string) =>
    nodesOfType(estate, type).flatMap((one) => {
      const reader = Reader.of(one);
      return name.endsWith(`/databases/${String(reader.text('database'))}`) ? [{ id: one.id, reader }] : [];
    });
  const text = ({ id, reader }: { id: string; reader: Reader }, key: string) =>
    values.known(reader.text(key) ?? reader.unknown(key, 'not given'), `${id}.${key}`, '');
  return {
    name,
    location: values.known(location, `${node.id}.location_id`, ''),
    unindexed: new Set(
      own('google_firestore_field')
        .filter(({ reader }) => isUnindexed(reader))
        .map((field) => `${text(field, 'collection')}.${text(field, 'field')}`),
    ),
    indexes: new Set(
      own('google_firestore_index').map((index) => {
        const fields = values.known<readonly (Reader | Unknown)[]>(
          index.reader.blocks('fields'),
          `${index.id}.fields`,
          [],
        );
        const parts = fields.map((one) => {
          const field = values.known<Reader | undefined>(one, `${index.id}.fields`, undefined);
          return (
            field && `${text({ ...index, reader: field }, 'field_path')} ${text({ ...index, reader: field }, 'order')}`
          );
        });
        return `${text(index, 'collection')}: ${parts.join(', ')}`;
      }),
    ),
  };
}

/** An empty configuration: the field is in no index of its own. */
function isUnindexed(field: Reader): boolean {
  const config = field.block('index_config');
  if (config === undefined || config instanceof Unknown) return false;
  const indexes = config.blocks('indexes');
  return !(indexes instanceof Unknown) && indexes.length === 0;
}
