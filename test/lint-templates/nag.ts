import { CfnResource } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import type { Finding } from './finding';

/** What AWS's pack of good habits says of the stacks below a scope. Nothing is acknowledged inside the constructs. */
export function nag(scope: IConstruct): Finding[] {
  const types = new Map(
    scope.node
      .findAll()
      .filter((node) => CfnResource.isCfnResource(node))
      .map((node) => [node.node.path, node.cfnResourceType]),
  );
  if (types.size === 0) throw new Error('cdk-nag was shown no resource');
  const { violations } = new AwsSolutionsChecks(scope).validateScope(scope);
  return violations.flatMap(({ ruleName, description, violatingResources }) =>
    violatingResources.map(({ constructPath }) => {
      const place = constructPath ?? '';
      // `AwsSolutions-IAM5[Resource::*]`: the rule, and what it is about.
      const [, rule = ruleName, about = ''] = /^([^[]+)(\[.*\])$/s.exec(ruleName) ?? [];
      const message = `${about} ${description}`.trim();
      return { tool: 'cdk-nag' as const, rule, type: types.get(place) ?? '-', place, message };
    }),
  );
}
