import { allow, att, ref, worker } from '../blocks';
import { type Example, only } from '../example';

/** An alarm that sets a function off through a topic. */
const estate = (statement: object) =>
  only({
    ...worker([statement]),
    Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
    Tells: {
      Type: 'AWS::SNS::Subscription',
      Properties: { Protocol: 'lambda', TopicArn: ref('Topic'), Endpoint: att('Worker') },
    },
    Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmActions: [ref('Topic')] } },
  });

export const example: Example = {
  compliant: estate(allow('cloudwatch:PutMetricData', '*')),
  broken: estate(allow('route53:ChangeResourceRecordSets', '*')),
};
