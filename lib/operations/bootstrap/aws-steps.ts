import { dnsNames } from '../../contract/names';
import { crossCloudOf } from '../../topology/cross-cloud';
import { servicePrefix } from '../../topology/names';
import type { GoogleFleet, Topology } from '../../topology/topology';
import type { Step } from './step';

/** The names that `google-dns` writes; the served one is not among them. */
export function googleRecordNames({ domain }: Topology, google: GoogleFleet): string[] {
  const names = dnsNames(domain);
  return [
    names.any,
    names.best,
    names.anyGoogle,
    names.bestGoogle,
    ...google.cells.map(({ region }) => names.googleCell(region)),
    `_acme-challenge.${names.served}`,
    `_acme-challenge.${names.google}`,
  ];
}

/**
 * What the deployer of `google-dns` may do on AWS: write its own names in the zone, and health checks, which Route 53
 * protects by no name.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html
 */
export function dnsPolicy(topology: Topology, google: GoogleFleet) {
  const zone = `arn:aws:route53:::hostedzone/${topology.hostedZone.id}`;
  const names = googleRecordNames(topology, google).map((name) => name.toLowerCase());
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'route53:ChangeResourceRecordSets',
        Resource: zone,
        Condition: { 'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsNormalizedRecordNames': names } },
      },
      { Effect: 'Allow', Action: ['route53:GetHostedZone', 'route53:ListResourceRecordSets'], Resource: zone },
      { Effect: 'Allow', Action: 'route53:GetChange', Resource: 'arn:aws:route53:::change/*' },
      { Effect: 'Allow', Action: 'route53:CreateHealthCheck', Resource: '*' },
      {
        Effect: 'Allow',
        Action: [
          'route53:ChangeTagsForResource',
          'route53:DeleteHealthCheck',
          'route53:GetHealthCheck',
          'route53:ListTagsForResource',
          'route53:UpdateHealthCheck',
        ],
        Resource: 'arn:aws:route53:::healthcheck/*',
      },
      ...jobsRoleStatements(topology),
    ],
  };
}

/** The one role that Google's cells act as, where their jobs are to outlive Google. */
function jobsRoleStatements(topology: Topology) {
  const crossCloud = crossCloudOf(topology);
  if (crossCloud === undefined) return [];
  return [
    {
      Effect: 'Allow',
      Action: [
        ...['CreateRole', 'DeleteRole', 'GetRole', 'UpdateRole', 'UpdateAssumeRolePolicy'],
        ...['PutRolePolicy', 'GetRolePolicy', 'DeleteRolePolicy', 'ListRolePolicies', 'ListAttachedRolePolicies'],
        'ListInstanceProfilesForRole',
      ].map((action) => `iam:${action}`),
      Resource: crossCloud.aws.roleArn,
    },
  ];
}

/** What must be there on AWS before `google-dns` can be applied for the first time. */
export function awsSteps(topology: Topology, google: GoogleFleet): Step[] {
  const { account } = topology.hostedZone;
  const role = `${servicePrefix(topology.service, topology.stage)}-google-dns`;
  const trust = {
    Version: '2012-10-17',
    // Whom the account's own policies let assume it.
    Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' }],
  };
  const json = (policy: object) => JSON.stringify(policy);
  return [
    {
      title: `the role of who deploys google-dns, in the account ${account}`,
      done: ['aws', 'iam', 'get-role', '--role-name', role],
      command: ['aws', 'iam', 'create-role', '--role-name', role, '--assume-role-policy-document', json(trust)],
    },
    {
      title: "it may write Google's names in the zone, and health checks",
      command: [
        ...['aws', 'iam', 'put-role-policy', '--role-name', role, '--policy-name', 'google-dns'],
        ...['--policy-document', json(dnsPolicy(topology, google))],
      ],
    },
  ];
}
