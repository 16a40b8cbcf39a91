import { found } from '../ask';
import { pascal, type Reader } from './reader';

export const application: Reader = {
  async read(ask, applicationName) {
    const answer = await found(ask('codedeploy', 'GetApplication', { applicationName }));
    return answer && pascal(answer.application);
  },
};

export const deploymentGroup: Reader = {
  async read(ask, deploymentGroupName, { ApplicationName: applicationName }) {
    const answer = await found(ask('codedeploy', 'GetDeploymentGroup', { applicationName, deploymentGroupName }));
    if (answer === undefined) return undefined;
    const group = pascal(answer.deploymentGroupInfo);
    return {
      ...group,
      AutoRollbackConfiguration: pascal(group.AutoRollbackConfiguration ?? {}),
      DeploymentStyle: pascal(group.DeploymentStyle ?? {}),
      AlarmConfiguration: undefined,
    };
  },
  unseen: { AlarmConfiguration: 'moto keeps it and does not tell it' },
};
