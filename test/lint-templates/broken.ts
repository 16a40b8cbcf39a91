import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { App, Stack } from 'aws-cdk-lib/core';
import type { Template } from './template';

/** A template in which each tool must find something, and the rules that it breaks by tool. */
export const BROKEN: Template = {
  file: 'broken.template.json',
  resources: {
    Record: {
      Type: 'AWS::Route53::RecordSet',
      Properties: { HostedZoneId: 'Z0', Name: 'a.example.com', Type: 'A', Failover: 'FIRST', Region: 'eu-west-1' },
    },
    Check: {
      Type: 'AWS::Route53::HealthCheck',
      Properties: { HealthCheckConfig: { Type: 'HTTPS', FullyQualifiedDomainName: 'a', RequestInterval: 11 } },
    },
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: 'one',
        Principal: 'events.amazonaws.com',
        SourceArn: 'arn:aws:execute-api:eu-west-1:111122223333:api/*/*/*',
      },
    },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { ZipFile: ' ' },
        Handler: 'index.handler',
        Runtime: 'nodejs22.x',
        Role: { 'Fn::GetAtt': ['Trusted', 'Arn'] },
      },
    },
    Trusted: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }],
        },
      },
    },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimout: 30 } },
    Role: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'all',
        Roles: ['one'],
        PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
      },
    },
  },
};

export const BROKEN_RULES = {
  // E3002: a property that the resource does not have.
  'cfn-lint': ['E3002'],
  'own assertions': [
    'failover-role-unknown',
    'routed-without-set-identifier',
    'two-routing-policies',
    'probe-interval',
    'principal-of-another-service',
    'role-not-assumable',
  ],
  // A policy that allows everything.
  checkov: ['CKV_AWS_63'],
  // A bucket that everybody reads.
  'checkov, Terraform': ['CKV_GCP_28'],
  // A queue whose poison comes back for ever.
  'understudy check': ['queue-without-dead-letters'],
  // A bucket that takes requests without TLS.
  'cdk-nag': ['AwsSolutions-S10'],
  // An ACL without ownership controls.
  'aws-cdk-lib': ['E3045'],
} as const;

/** The same in Terraform's JSON. */
export const BROKEN_TERRAFORM = {
  resource: {
    google_storage_bucket: { Open: { name: 'open', location: 'EU' } },
    google_storage_bucket_iam_member: {
      Everybody: { bucket: 'open', role: 'roles/storage.objectViewer', member: 'allUsers' },
    },
  },
} as const;

/** The same for the tool that reads constructs. */
export function brokenStack(): Stack {
  const stack = new Stack(new App(), 'Broken');
  new Bucket(stack, 'Open');
  return stack;
}

/** What aws-cdk-lib's own validation must refuse: a bucket with an ACL that it could not use. */
export function invalidApp(outdir: string): App {
  const app = new App({
    outdir,
    autoSynth: false,
    context: { '@aws-cdk/core:validateAgainstDefaultRules': true },
  });
  new CfnBucket(new Stack(app, 'Invalid'), 'Bucket', { accessControl: 'PublicRead' });
  return app;
}
