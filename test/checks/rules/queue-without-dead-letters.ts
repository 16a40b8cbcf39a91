import { type Example, only } from '../example';

const queue = (properties: object = {}) => ({
  Type: 'AWS::SQS::Queue',
  DeletionPolicy: 'Retain',
  UpdateReplacePolicy: 'Retain',
  Properties: { MessageRetentionPeriod: 345_600, ...properties },
});

export const example: Example = {
  compliant: only({
    Jobs: queue({ RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 5 } }),
    Dead: queue({ MessageRetentionPeriod: 1_209_600 }),
  }),
  broken: only({ Jobs: queue() }),
  undecided: only(
    { Jobs: queue({ RedrivePolicy: { Ref: 'Redrive' } }) },
    { sections: { Parameters: { Redrive: { Type: 'String' } } } },
  ),
};
