/**
 * The service that stands behind a resource of a type, in a scenario's words. What is absent is in no request's path
 * (roles, logs, networks), or nobody here knows it.
 */
const SERVICES: readonly (readonly [RegExp, string])[] = [
  [/^AWS::ApiGateway|^aws_api_gateway_|^aws_apigatewayv2_/, 'apigateway'],
  [/^AWS::Lambda::|^aws_lambda_/, 'lambda'],
  [/^AWS::DynamoDB::|^aws_dynamodb_/, 'dynamodb'],
  [/^AWS::S3::|^aws_s3_bucket$/, 's3'],
  [/^AWS::SQS::|^aws_sqs_queue$/, 'sqs'],
  [/^AWS::SNS::|^aws_sns_topic$/, 'sns'],
  [/^AWS::SecretsManager::|^aws_secretsmanager_secret$/, 'secretsmanager'],
  [/^AWS::ECS::|^aws_ecs_/, 'ecs'],
  [/^AWS::(EC2::Instance|AutoScaling::)|^aws_(instance|autoscaling_group)$/, 'ec2'],
  [/^AWS::ElasticLoadBalancing|^aws_(lb|alb|elb)(_|$)/, 'elb'],
  [/^AWS::RDS::|^aws_(db_instance|rds_)/, 'rds'],
  [/^AWS::ElastiCache::|^aws_elasticache_/, 'elasticache'],
  [/^AWS::CloudFront::|^aws_cloudfront_/, 'cloudfront'],
  [/^AWS::Cognito::|^aws_cognito_/, 'cognito'],
  [/^AWS::Kinesis::|^aws_kinesis_/, 'kinesis'],
  [/^AWS::EFS::|^aws_efs_/, 'efs'],
  [/^google_cloud_run_/, 'cloud-run'],
  [/^google_compute_/, 'load-balancer'],
  [/^google_pubsub_/, 'pubsub'],
  [/^google_firestore_/, 'firestore'],
  [/^google_storage_/, 'storage'],
  [/^google_sql_/, 'cloud-sql'],
];

export function serviceOf(type: string): string | undefined {
  return SERVICES.find(([pattern]) => pattern.test(type))?.[1];
}

/** Everything that a scenario may name after a place and a slash, whether an estate has it or not. */
export const PARTS: ReadonlySet<string> = new Set([
  ...SERVICES.map(([, word]) => word),
  ...['bedrock', 'vertex', 'cloudwatch', 'nlb', 'iam', 'sts', 'ebs', 'ecr', 'kms', 'secret-manager', 'service-control'],
  ...[
    'control-plane',
    'certificate',
    'release',
    'prober',
    'cost-explorer',
    'autoscaling',
    'zone-1',
    'zone-2',
    'zone-3',
  ],
]);

/** Third parties that outages are told of, whether an estate uses them or not. */
export const THIRD_PARTIES: ReadonlySet<string> = new Set([
  ...['azure', 'azure-front-door', 'cloudflare', 'openai', 'anthropic', 'checkers'],
]);

/** The hosts by which a third party's models are called. */
export const HOSTS: Readonly<Record<string, RegExp>> = {
  openai: /(^|\.)openai\.com$/,
  anthropic: /(^|\.)anthropic\.com$/,
  azure: /(^|\.)azure\.(com|net)$|\.azurewebsites\.net$|\.windows\.net$/,
  'azure-front-door': /\.azurefd\.net$/,
  cloudflare: /\.(workers|pages)\.dev$|(^|\.)cloudflare\.com$/,
};
