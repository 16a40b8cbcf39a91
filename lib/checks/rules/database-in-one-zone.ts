import { Unknown } from '../../estate/value';
import { nodesOfType } from '../../estate/views/nodes';
import { Reader } from '../../estate/views/reader';
import { type Rule, undecided, violation } from '../rule';

export const databaseInOneZone: Rule = {
  id: 'database-in-one-zone',
  family: 'single-point',
  severity: 'error',
  fails: 'A database has no standby in another zone',
  why: 'When the zone is gone the database is gone, until somebody restores it elsewhere from its last snapshot.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html',
  mend: 'Set MultiAZ, or use a cluster with a reader in another zone.',
  judge: (estate) => [
    ...nodesOfType(estate, 'AWS::RDS::DBInstance').flatMap((node) => {
      const instance = Reader.of(node);
      // Those of a cluster, and replicas, are the cluster's and the source's matter.
      if (
        instance.value('DBClusterIdentifier') !== undefined ||
        instance.value('SourceDBInstanceIdentifier') !== undefined
      )
        return [];
      const standby = instance.flag('MultiAZ') ?? false;
      if (standby instanceof Unknown) return [undecided(node, 'whether it has a standby', standby)];
      return standby ? [] : [violation(node, 'It lies in one zone.', { path: 'MultiAZ' })];
    }),
    ...nodesOfType(estate, 'google_sql_database_instance').flatMap((node) => {
      const settings = Reader.of(node).block('settings');
      const type = settings instanceof Reader ? (settings.text('availability_type') ?? 'ZONAL') : settings;
      if (type instanceof Unknown) return [undecided(node, 'whether it has a standby', type)];
      return type === 'REGIONAL'
        ? []
        : [violation(node, 'It lies in one zone.', { path: 'settings.availability_type' })];
    }),
  ],
};
