import { found } from '../ask';
import { policy, type Reader } from './reader';

const attributesOf = (ask: Parameters<Reader['read']>[0], url: string) =>
  found(ask('sqs', 'GetQueueAttributes', { QueueUrl: url, AttributeNames: ['All'] }));

export const queue: Reader = {
  async read(ask, url) {
    const answer = await attributesOf(ask, url);
    if (answer === undefined) return undefined;
    const { RedrivePolicy, QueueArn, ...rest } = answer.Attributes;
    return { ...rest, QueueName: QueueArn.split(':').at(-1), RedrivePolicy: policy(RedrivePolicy) };
  },
  async attributes(ask, url) {
    const { QueueArn } = (await attributesOf(ask, url))?.Attributes ?? {};
    return { Arn: QueueArn, QueueName: QueueArn?.split(':').at(-1) };
  },
};

export const queuePolicy: Reader = {
  async read(ask, _id, { Queues }) {
    const policies = await Promise.all(Queues.map((url: string) => attributesOf(ask, url)));
    const texts = policies.map((answer) => answer?.Attributes.Policy);
    return { Queues: Queues.filter((_: string, index: number) => texts[index]), PolicyDocument: policy(texts[0]) };
  },
};
