import { type Answer, type Ask, found } from '../ask';
import type { Reader } from './reader';

export const healthCheck: Reader = {
  async read(ask, HealthCheckId) {
    const answer = await found(ask('route53', 'GetHealthCheck', { HealthCheckId }));
    if (answer === undefined) return undefined;
    const tags = await ask('route53', 'ListTagsForResource', {
      ResourceType: 'healthcheck',
      ResourceId: HealthCheckId,
    });
    return { HealthCheckConfig: answer.HealthCheck.HealthCheckConfig, HealthCheckTags: tags.ResourceTagSet.Tags };
  },
  attributes: (_ask, id) => ({ HealthCheckId: id }),
  unseen: {
    'HealthCheckConfig.AlarmIdentifier': 'moto drops it',
    'HealthCheckConfig.InsufficientDataHealthStatus': 'moto drops it',
  },
};

export const recordSet: Reader = {
  async read(ask, _id, { HostedZoneId, Name, Type, SetIdentifier }) {
    const record = (await recordsIn(ask, HostedZoneId)).find(
      (one) => one.Name === Name && one.Type === Type && one.SetIdentifier === SetIdentifier,
    );
    if (record === undefined) return undefined;
    const { ResourceRecords = [], ...rest } = record;
    return { ...rest, HostedZoneId, ResourceRecords: ResourceRecords.map(({ Value }: Answer) => Value) };
  },
  unseen: { Comment: 'CloudFormation keeps it, Route 53 does not' },
};

export async function recordsIn(ask: Ask, HostedZoneId: string): Promise<Answer[]> {
  return (await ask('route53', 'ListResourceRecordSets', { HostedZoneId })).ResourceRecordSets;
}
