import { Stack, Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/**
 * Takes note, beside a construct, of a rule of cdk-nag's AwsSolutions pack that is not followed there, and why: whoever
 * runs the pack over constructs of ours is told nothing that was decided. It is aws-cdk-lib's own metadata, so that nobody
 * needs cdk-nag for it.
 */
export function accept(scope: IConstruct, rule: string, reason: string): void {
  Validations.of(scope).acknowledge({ id: `AwsSolutions-${rule}`, reason });
}

/** The same of a resource with a wildcard that a role's policy names, which the pack calls by that very text. */
export function acceptWildcard(role: IConstruct, resource: string, reason: string): void {
  const named = flat(Stack.of(role).resolve(resource));
  // Where an app has partitions written out, they are no reference.
  for (const text of new Set([named, named.replace('<AWS::Partition>', 'aws')])) {
    accept(role, `IAM5[Resource::${text}]`, reason);
  }
}

/** As cdk-nag writes down what is known only when it is deployed: `arn:<AWS::Partition>:s3:::…`. */
function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  const intrinsic = value as {
    readonly Ref?: string;
    readonly 'Fn::GetAtt'?: readonly [string, string];
    readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
  };
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = intrinsic;
  return join === undefined ? `<${Ref ?? attribute?.join('.')}>` : join[1].map(flat).join(join[0]);
}
