import type { EstateNode } from '../../estate/estate';
import { Unknown } from '../../estate/value';
import { isPrivateZone } from '../../estate/views/private-zones';
import { type Rule, undecided, violation } from '../rule';

export const statefulWithoutRetain: Rule = {
  id: 'stateful-without-retain',
  family: 'change-safety',
  severity: 'error',
  fails: 'Data goes with its stack, or with its replacement',
  why: 'A deleted stack, a renamed construct or a property that needs replacement deletes what nobody can make again. An automated clean-up that did so kept a service of AWS itself down for 13 hours in December 2025.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html',
  mend: 'Set DeletionPolicy and UpdateReplacePolicy to Retain (or Snapshot); in CDK removalPolicy RETAIN. In Terraform: lifecycle.prevent_destroy.',
  judge: (estate) =>
    [...estate.nodes.values()].flatMap((node) => {
      // What a private zone says, its stack says again: nobody outside the network has delegated it.
      if (!STATEFUL.has(node.type) || isPrivateZone(node)) return [];
      const { lifecycle } = node.attributes;
      const left = missing(node);
      // A plan does not keep it.
      if (left.length > 0 && lifecycle instanceof Unknown)
        return [undecided(node, 'whether it may be deleted', lifecycle)];
      return left.length === 0
        ? []
        : [violation(node, 'What it holds may be deleted with it.', { found: `no ${left.join(', no ')}` })];
    }),
};

/** What holds data that cannot be made again, or names that others know. */
const STATEFUL: ReadonlySet<string> = new Set([
  'AWS::Cognito::UserPool',
  'AWS::DocDB::DBCluster',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::EFS::FileSystem',
  'AWS::KMS::Key',
  'AWS::OpenSearchService::Domain',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::Route53::HostedZone',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'aws_dynamodb_table',
  'aws_route53_zone',
  'aws_s3_bucket',
  'aws_db_instance',
  'aws_rds_cluster',
  'google_firestore_database',
  'google_sql_database_instance',
]);

/** An instance of a cluster has its data in the cluster; a bucket that is not empty is not deleted, but those of CDK may be emptied. */
function missing({ stack, attributes, properties }: EstateNode): string[] {
  if (stack.language === 'terraform') {
    const lifecycle = [attributes.lifecycle].flat()[0] as Readonly<Record<string, unknown>> | undefined;
    const isKept =
      lifecycle?.prevent_destroy === true ||
      properties.deletion_protection === true ||
      properties.deletion_protection_enabled === true ||
      properties.delete_protection_state === 'DELETE_PROTECTION_ENABLED' ||
      properties.deletion_policy === 'ABANDON';
    return isKept ? [] : ['lifecycle.prevent_destroy'];
  }
  if (
    properties.DBClusterIdentifier !== undefined &&
    properties.Engine !== undefined &&
    properties.DBInstanceClass !== undefined
  )
    return [];
  return (['DeletionPolicy', 'UpdateReplacePolicy'] as const).filter(
    (policy) => !['Retain', 'Snapshot', 'RetainExceptOnCreate'].includes(String(attributes[policy])),
  );
}
