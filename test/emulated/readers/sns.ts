import { found } from '../ask';
import { policy, type Reader } from './reader';

const attributesOf = (ask: Parameters<Reader['read']>[0], TopicArn: string) =>
  found(ask('sns', 'GetTopicAttributes', { TopicArn }));

export const topic: Reader = {
  async read(ask, arn) {
    const answer = await attributesOf(ask, arn);
    return answer && { ...answer.Attributes, TopicName: arn.split(':').at(-1) };
  },
  attributes: (_ask, arn) => ({ TopicArn: arn, TopicName: arn.split(':').at(-1) }),
};

export const topicPolicy: Reader = {
  async read(ask, _id, { Topics }) {
    const answers = await Promise.all(Topics.map((arn: string) => attributesOf(ask, arn)));
    if (answers.includes(undefined)) return undefined;
    return { Topics, PolicyDocument: policy(answers[0]?.Attributes.Policy) };
  },
};
