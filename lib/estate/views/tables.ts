import type { Estate, EstateNode } from '../estate';
import { Unknown } from '../value';
import { nodesOfType } from './nodes';
import { once } from './once';
import { Reader } from './reader';

/** A DynamoDB table, whoever declares it, with DynamoDB's defaults filled in. */
export interface Table {
  readonly node: EstateNode;
  /** The Regions that hold the data, its own and those of its replicas. */
  readonly regions: readonly (string | Unknown)[];
  /** Whether all replicas agree before a write is answered. */
  readonly strong: boolean | Unknown;
  readonly timeToLive: boolean | Unknown;
  readonly deletionProtected: boolean | Unknown;
}

export const tablesOf = once((estate: Estate): readonly Table[] => [
  ...nodesOfType(estate, 'AWS::DynamoDB::Table').map((node) => {
    const table = Reader.of(node);
    return {
      node,
      regions: [node.provider.region],
      strong: false,
      timeToLive: isOn(table.section('TimeToLiveSpecification'), 'Enabled'),
      deletionProtected: table.flag('DeletionProtectionEnabled') ?? false,
    };
  }),
  ...nodesOfType(estate, 'AWS::DynamoDB::GlobalTable').map(globalTable),
  ...nodesOfType(estate, 'aws_dynamodb_table').map((node) => {
    const table = Reader.of(node);
    const replicas = table.blocks('replica');
    const others = replicas instanceof Unknown ? [replicas] : replicas.map((one) => textOf(one, 'region_name'));
    return {
      node,
      regions: [node.provider.region, ...others],
      strong:
        !(replicas instanceof Unknown) &&
        replicas.some((one) => one instanceof Reader && one.text('consistency_mode') === 'STRONG'),
      timeToLive: isOn(table.block('ttl'), 'enabled'),
      deletionProtected: table.flag('deletion_protection_enabled') ?? false,
    };
  }),
]);

function globalTable(node: EstateNode): Table {
  const table = Reader.of(node);
  const replicas = table.objects('Replicas') ?? [];
  const members = replicas instanceof Unknown ? [replicas] : replicas;
  const mode = table.text('MultiRegionConsistency') ?? 'EVENTUAL';
  const protections = members.map((one) =>
    one instanceof Unknown ? one : (one.flag('DeletionProtectionEnabled') ?? false),
  );
  return {
    node,
    regions: members.map((one) => textOf(one, 'Region')),
    strong: mode instanceof Unknown ? mode : mode === 'STRONG',
    timeToLive: isOn(table.section('TimeToLiveSpecification'), 'Enabled'),
    deletionProtected: protections.find((one) => one !== true) ?? true,
  };
}

function textOf(reader: Reader | Unknown, key: string): string | Unknown {
  return reader instanceof Unknown ? reader : (reader.text(key) ?? reader.unknown(key, 'not given'));
}

function isOn(section: Reader | Unknown | undefined, key: string): boolean | Unknown {
  return section instanceof Unknown ? section : (section?.flag(key) ?? false);
}
