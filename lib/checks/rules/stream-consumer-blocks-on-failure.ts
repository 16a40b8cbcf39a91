import { consumersOf } from '../../estate/views/consumers';
import { Reader } from '../../estate/views/reader';
import { type Rule, violation } from '../rule';

export const streamConsumerBlocksOnFailure: Rule = {
  id: 'stream-consumer-blocks-on-failure',
  family: 'queues',
  severity: 'error',
  fails: 'One bad record stops a stream, and is then lost without a trace',
  why: 'By default Lambda tries a failing batch until its records expire, which for a day or more holds up all that come behind it in the shard; then it drops them.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html',
  mend: 'Set MaximumRetryAttempts, and a DestinationConfig with OnFailure.',
  judge: (estate) =>
    consumersOf(estate).flatMap(({ node, sourceId }) => {
      const type = sourceId === undefined ? undefined : estate.nodes.get(sourceId)?.type;
      if (type === undefined || !/^AWS::(Kinesis::Stream|DynamoDB::(Global)?Table)$/.test(type)) return [];
      const mapping = Reader.of(node);
      const attempts = mapping.number('MaximumRetryAttempts') ?? -1;
      const onFailure = mapping.value('DestinationConfig');
      return attempts === -1 || onFailure === undefined
        ? [violation(node, 'A batch that fails is tried until it expires, and then dropped.')]
        : [];
    }),
};
