import { type Example, only } from '../example';

const group = (DeploymentConfigName: string) => ({
  Group: {
    Type: 'AWS::CodeDeploy::DeploymentGroup',
    Properties: {
      DeploymentConfigName,
      AlarmConfiguration: { Enabled: true, Alarms: [{ Name: 'errors' }] },
      AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_STOP_ON_ALARM'] },
    },
  },
});

export const example: Example = {
  compliant: only(group('CodeDeployDefault.LambdaCanary10Percent5Minutes')),
  broken: only(group('CodeDeployDefault.LambdaAllAtOnce')),
};
