import * as api from './api-gateway';
import { alarm, compositeAlarm, dashboard } from './cloudwatch';
import { application, deploymentGroup } from './codedeploy';
import { globalTable } from './dynamodb';
import * as events from './events';
import { role, rolePolicy } from './iam';
import * as lambda from './lambda';
import type { Reader } from './reader';
import { healthCheck, recordSet } from './route53';
import { topic, topicPolicy } from './sns';
import { queue, queuePolicy } from './sqs';
import { bucket, bucketPolicy, logGroup, secret } from './storage';

/** Every type of resource that is read back. One that is in no list at all fails. */
export const READERS: Readonly<Record<string, Reader>> = {
  'AWS::ApiGateway::BasePathMapping': api.basePathMapping,
  'AWS::ApiGateway::Deployment': api.deployment,
  'AWS::ApiGateway::DomainName': api.domainName,
  'AWS::ApiGateway::Method': api.method,
  'AWS::ApiGateway::Resource': api.apiResource,
  'AWS::ApiGateway::RestApi': api.restApi,
  'AWS::ApiGateway::Stage': api.stage,
  'AWS::CertificateManager::Certificate': api.certificate,
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::CompositeAlarm': compositeAlarm,
  'AWS::CloudWatch::Dashboard': dashboard,
  'AWS::CodeDeploy::Application': application,
  'AWS::CodeDeploy::DeploymentGroup': deploymentGroup,
  'AWS::DynamoDB::GlobalTable': globalTable,
  'AWS::IAM::Policy': rolePolicy,
  'AWS::IAM::Role': role,
  'AWS::Lambda::Alias': lambda.alias,
  'AWS::Lambda::EventInvokeConfig': events.eventInvokeConfig,
  'AWS::Lambda::EventSourceMapping': events.eventSourceMapping,
  'AWS::Lambda::Function': lambda.lambdaFunction,
  'AWS::Lambda::Permission': lambda.permission,
  'AWS::Lambda::Version': lambda.version,
  'AWS::Logs::LogGroup': logGroup,
  'AWS::Route53::HealthCheck': healthCheck,
  'AWS::Route53::RecordSet': recordSet,
  'AWS::S3::Bucket': bucket,
  'AWS::S3::BucketPolicy': bucketPolicy,
  'AWS::SNS::Topic': topic,
  'AWS::SNS::TopicPolicy': topicPolicy,
  'AWS::SQS::Queue': queue,
  'AWS::SQS::QueuePolicy': queuePolicy,
  'AWS::Scheduler::Schedule': events.schedule,
  'AWS::SecretsManager::Secret': secret,
};
