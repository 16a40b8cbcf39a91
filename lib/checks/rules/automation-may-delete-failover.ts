import { Unknown } from '../../estate/value';
import { allGrants } from '../iam/grants';
import { takesIn } from '../iam/statements';
import { type Rule, violation } from '../rule';

export const automationMayDeleteFailover: Rule = {
  id: 'automation-may-delete-failover',
  family: 'change-safety',
  severity: 'error',
  fails: 'A role that programs assume may delete what failover needs',
  why: 'A bug, or an agent that means well, then deletes health checks, records or whole stacks faster than anybody can look, with the rights that it was given for something else.',
  source: 'https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_least_privileges.html',
  mend: 'Name the actions that the program needs, on the resources that it needs; leave deletion to people.',
  judge: (estate) =>
    allGrants(estate).flatMap(({ node, statement }) => {
      if (statement instanceof Unknown || statement.effect !== 'Allow') return [];
      const may = DESTRUCTIVE.filter((action) =>
        statement.actions.some((pattern) => typeof pattern === 'string' && takesIn(pattern, action)),
      );
      return may.length === 0
        ? []
        : [violation(node, 'It allows programs what only people should do.', { found: may.join(', ') })];
    }),
};

const DESTRUCTIVE = [
  'route53:DeleteHealthCheck',
  'route53:DeleteHostedZone',
  'cloudformation:DeleteStack',
  'cloudformation:UpdateTerminationProtection',
  'cloudformation:SetStackPolicy',
  'dynamodb:DeleteTable',
  'kms:ScheduleKeyDeletion',
] as const;
