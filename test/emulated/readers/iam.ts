import { type Answer, found } from '../ask';
import { policy, type Reader } from './reader';

export const role: Reader = {
  async read(ask, RoleName) {
    const answer = await found(ask('iam', 'GetRole', { RoleName }));
    if (answer === undefined) return undefined;
    const { AttachedPolicies } = await ask('iam', 'ListAttachedRolePolicies', { RoleName });
    return {
      ...answer.Role,
      AssumeRolePolicyDocument: policy(answer.Role.AssumeRolePolicyDocument),
      ManagedPolicyArns: AttachedPolicies.map(({ PolicyArn }: Answer) => PolicyArn),
    };
  },
  attributes: (_ask, name, _declared, { account }) => ({ Arn: `arn:aws:iam::${account}:role/${name}` }),
};

export const rolePolicy: Reader = {
  async read(ask, _id, { PolicyName, Roles }) {
    const answers = await Promise.all(
      Roles.map((RoleName: string) => found(ask('iam', 'GetRolePolicy', { RoleName, PolicyName }))),
    );
    if (answers.includes(undefined)) return undefined;
    const documents = answers.map(({ PolicyDocument }) => policy(PolicyDocument));
    return { PolicyName, Roles: answers.map(({ RoleName }) => RoleName), PolicyDocument: documents[0] };
  },
};
