import { type Example, only } from '../example';

const deploy = (Region: string, RunOrder: number) => ({
  ActionTypeId: { Category: 'Deploy', Provider: 'CloudFormation' },
  Region,
  RunOrder,
});
const pipeline = (...orders: [number, number]) => ({
  Pipeline: {
    Type: 'AWS::CodePipeline::Pipeline',
    Properties: {
      Stages: [{ Name: 'Regions', Actions: [deploy('eu-west-1', orders[0]), deploy('eu-central-1', orders[1])] }],
    },
  },
});

export const example: Example = {
  compliant: only(pipeline(1, 2)),
  broken: only(pipeline(1, 1)),
};
