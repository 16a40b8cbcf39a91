import { foreignUses } from '../iam/foreign-regions';
import { type Rule, violation } from '../rule';

export const secretOfAnotherRegion: Rule = {
  id: 'secret-of-another-region',
  family: 'single-point',
  severity: 'error',
  fails: 'A function reads a secret of another Region',
  why: 'When that Region is gone no new instance here can start: it asks for its keys where nobody answers.',
  source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html',
  mend: 'Replicate the secret (ReplicaRegions) or keep one in each Region, and read that.',
  judge: (estate) =>
    foreignUses(estate, 'secretsmanager', ['AWS::SecretsManager::Secret']).map(({ node, what, region }) =>
      violation(node, `It needs what lies in ${region}.`, { found: what }),
    ),
};
