/**
 * Resource types whose `Ref` is the physical name, with the property that sets that name. Types whose `Ref` is an ARN
 * or a made id are not here.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ ("Return values" of each type)
 */
export const NAMED_BY_REF: ReadonlyMap<string, string> = new Map([
  ['AWS::ApiGateway::DomainName', 'DomainName'],
  ['AWS::ApiGateway::Stage', 'StageName'],
  ['AWS::CloudWatch::Alarm', 'AlarmName'],
  ['AWS::CloudWatch::Dashboard', 'DashboardName'],
  ['AWS::DynamoDB::GlobalTable', 'TableName'],
  ['AWS::DynamoDB::Table', 'TableName'],
  ['AWS::ECR::Repository', 'RepositoryName'],
  ['AWS::ECS::Cluster', 'ClusterName'],
  ['AWS::IAM::Role', 'RoleName'],
  ['AWS::Kinesis::Stream', 'Name'],
  ['AWS::Lambda::Function', 'FunctionName'],
  ['AWS::Logs::LogGroup', 'LogGroupName'],
  ['AWS::Route53::RecordSet', 'Name'],
  ['AWS::S3::Bucket', 'BucketName'],
  ['AWS::SSM::Parameter', 'Name'],
]);
