import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { acceptWildcard } from './accept';

/**
 * The role of one function. It starts with nothing: the managed policy for Lambda's logs grants every log group of the
 * account, so each function is granted its own instead.
 */
export function functionRole(scope: Construct, id: string, description: string): Role {
  return new Role(scope, id, { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), description });
}

/**
 * Lets Lambda put a function into a network. None of these calls can be held to a resource before the function is there;
 * the condition is true for Lambda itself, and for nothing that runs in the function.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export function grantInterfaces(role: IRole): void {
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: [
        'ec2:AssignPrivateIpAddresses',
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSubnets',
        'ec2:UnassignPrivateIpAddresses',
      ],
      resources: ['*'],
      conditions: { Null: { 'lambda:SourceFunctionArn': 'true' } },
    }),
  );
  acceptWildcard(
    role,
    '*',
    'interfaces have no name before they are made; only Lambda itself may, not what runs in it',
  );
}

/** Lets a function read secrets that somebody else keeps in the cell, by name. */
export function grantSecrets(role: IRole, names: readonly string[]): void {
  if (names.length === 0) return;
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue'],
      // Secrets Manager ends every ARN with a hyphen and six characters of its own.
      resources: names.map((name) => regional(role, 'secretsmanager', `secret:${name}-??????`)),
    }),
  );
}

/** The ARN of a resource of this stack's account and Region. */
export function regional(scope: Construct, service: string, resource: string): string {
  const { partition, region, account } = Stack.of(scope);
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}
