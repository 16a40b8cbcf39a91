import type { Estate } from '../../estate/estate';
import { Unknown } from '../../estate/value';
import { Reader } from '../../estate/views/reader';
import { type Table, tablesOf } from '../../estate/views/tables';
import type { TablePlan } from '../jobs/global-table';
import type { Keys } from '../jobs/item';
import type { KnownValues } from './known-values';

/** The tables of the given names, where the estate makes them. */
export function tablePlans(estate: Estate, names: readonly string[], values: KnownValues): readonly TablePlan[] {
  return tablesOf(estate).flatMap((table) => {
    const name = Reader.of(table.node).text('TableName');
    return typeof name === 'string' && names.includes(name) ? [tablePlan(name, table, values)] : [];
  });
}

function tablePlan(name: string, { node, regions, strong }: Table, values: KnownValues): TablePlan {
  const { id } = node;
  const properties = Reader.of(node);
  const [witness] = readers(properties, 'GlobalTableWitnesses', values);
  const region = witness?.text('Region');
  return {
    name,
    regions: regions.map((one) => values.known(one, `${id}.Replicas`, '')),
    strong: values.known(strong, `${id}.MultiRegionConsistency`, false),
    ...(typeof region === 'string' && { witness: region }),
    keys: keysOf(properties, id, values),
    indexes: new Map(
      readers(properties, 'GlobalSecondaryIndexes', values).map((index) => [
        values.known(index.text('IndexName') ?? '', `${id}.IndexName`, ''),
        keysOf(index, id, values),
      ]),
    ),
  };
}

function keysOf(reader: Reader, id: string, values: KnownValues): Keys {
  const keys = readers(reader, 'KeySchema', values);
  const of = (type: string) => {
    const name = keys.find((key) => key.text('KeyType') === type)?.text('AttributeName');
    return values.known(name ?? '', `${id}.KeySchema`, '');
  };
  return { partition: of('HASH'), sort: of('RANGE') };
}

function readers(reader: Reader, key: string, values: KnownValues): readonly Reader[] {
  const list = values.known<readonly (Reader | Unknown)[]>(reader.objects(key) ?? [], key, []);
  return list.flatMap((one) => {
    if (!(one instanceof Unknown)) return [one];
    values.known<undefined>(one, key, undefined);
    return [];
  });
}
