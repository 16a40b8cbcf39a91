import type { EstateStack } from '../../estate/estate';
import { type Rule, violation } from '../rule';

export const noTerminationProtection: Rule = {
  id: 'no-termination-protection',
  family: 'change-safety',
  severity: 'warning',
  fails: 'A stack with data or names in it may be deleted by one call',
  why: 'Termination protection is off by default. One DeleteStack takes the records, the checks and the endpoints of a Region with it. It is judged for CDK apps: a bare template does not say it.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html',
  mend: 'Set terminationProtection on the stack.',
  judge: (estate) => {
    const holding = new Map<EstateStack, string>();
    for (const { stack, type } of estate.nodes.values()) if (PRECIOUS.test(type)) holding.set(stack, type);
    return [...holding]
      .filter(([stack]) => stack.language === 'cloudformation' && stack.deployment && !stack.terminationProtection)
      .map(([stack, type]) => violation(stack, 'It has no termination protection.', { found: `it holds a ${type}` }));
  },
};

const PRECIOUS =
  /^AWS::(Route53::(RecordSet|RecordSetGroup|HealthCheck|HostedZone)|DynamoDB::|RDS::DB|SQS::Queue$|S3::Bucket$|SecretsManager::Secret$|EFS::FileSystem$)/;
