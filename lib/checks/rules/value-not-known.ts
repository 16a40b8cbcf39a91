import type { EstateNode } from '../../estate/estate';
import { own } from '../../estate/json';
import { FilledIn, Reference, Unknown, type Value } from '../../estate/value';
import { nodesOfType } from '../../estate/views/nodes';
import { type Remark, type Rule, undecided } from '../rule';

export const valueNotKnown: Rule = {
  id: 'value-not-known',
  family: 'reading',
  severity: 'error',
  fails: 'What rules decide by is decided by something that was not handed in',
  why: 'Behind a parameter without a default, an import from a stack that is not here or a name that leads nowhere may stand what a rule would have found: what cannot be read has passed nothing.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html',
  mend: 'Hand in the stack that exports it, give the parameter a value (--parameters), or say beside the resource why it may stay open.',
  judge: (estate) =>
    Object.entries(DECISIVE).flatMap(([type, properties]) =>
      nodesOfType(estate, type).flatMap((node) => properties.flatMap((property) => remarks(node, property))),
    ),
};

/** What the other rules decide by, and would say nothing of where it is not known. */
const DECISIVE: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::BasePathMapping': ['DomainName', 'RestApiId'],
  'AWS::ApiGateway::DomainName': ['DomainName', 'MutualTlsAuthentication', 'RegionalCertificateArn'],
  'AWS::ApiGateway::Method': ['HttpMethod', 'Integration', 'ResourceId', 'RestApiId'],
  'AWS::ApiGateway::Resource': ['ParentId', 'PathPart', 'RestApiId'],
  'AWS::ApiGateway::RestApi': ['Policy'],
  'AWS::CodeDeploy::DeploymentGroup': ['AlarmConfiguration', 'AutoRollbackConfiguration', 'DeploymentConfigName'],
  'AWS::CodePipeline::Pipeline': ['Stages'],
  'AWS::DynamoDB::GlobalTable': ['MultiRegionConsistency', 'Replicas', 'TimeToLiveSpecification'],
  'AWS::EC2::Route': ['NatGatewayId', 'RouteTableId'],
  'AWS::EC2::Subnet': ['AvailabilityZone'],
  'AWS::EC2::SubnetRouteTableAssociation': ['RouteTableId', 'SubnetId'],
  'AWS::ECS::Service': ['DesiredCount', 'NetworkConfiguration'],
  'AWS::ECS::TaskDefinition': ['ContainerDefinitions'],
  'AWS::IAM::ManagedPolicy': ['PolicyDocument', 'Roles'],
  'AWS::IAM::Policy': ['PolicyDocument', 'Roles'],
  'AWS::IAM::Role': ['Policies'],
  'AWS::Lambda::Alias': ['FunctionName'],
  'AWS::Lambda::EventSourceMapping': ['EventSourceArn', 'FunctionName'],
  'AWS::Lambda::Function': ['Environment', 'ReservedConcurrentExecutions', 'Role', 'Timeout'],
  'AWS::Lambda::Version': ['FunctionName'],
  'AWS::Route53::HealthCheck': [
    'HealthCheckConfig.AlarmIdentifier',
    'HealthCheckConfig.ChildHealthChecks',
    'HealthCheckConfig.IPAddress',
    'HealthCheckConfig.RequestInterval',
    'HealthCheckConfig.ResourcePath',
  ],
  'AWS::Route53::RecordSet': ['TTL'],
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::SNS::Subscription': ['Endpoint', 'Protocol'],
  'AWS::SQS::Queue': ['RedrivePolicy.maxReceiveCount'],
  'AWS::WAFv2::WebACL': ['Rules'],
  'AWS::WAFv2::WebACLAssociation': ['ResourceArn'],
  aws_dynamodb_table: ['replica', 'ttl'],
  aws_route53_health_check: ['child_healthchecks', 'ip_address', 'request_interval', 'resource_path'],
  aws_route53_record: ['ttl'],
};

function remarks(node: EstateNode, property: string): Remark[] {
  const [unknown] = unknownsIn(valueAt(node, property));
  return unknown === undefined ? [] : [undecided(node, `by ${property}`, unknown)];
}

function valueAt({ properties }: EstateNode, path: string): Value | undefined {
  return path
    .split('.')
    .reduce<Value | undefined>(
      (value, key) => (value instanceof Unknown ? undefined : (own(value, key) as Value | undefined)),
      properties,
    );
}

/** Those that are built around resources of the estate (an ARN that is joined, say) are not among them: what they name is here. */
function unknownsIn(value: Value | undefined): Unknown[] {
  if (value instanceof Unknown) return value.mentions.length === 0 && !(value instanceof FilledIn) ? [value] : [];
  if (typeof value !== 'object' || value === null || value instanceof Reference) return [];
  return Object.values(value).flatMap((member) => unknownsIn(member as Value));
}
