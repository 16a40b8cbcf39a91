import type { Reader } from './reader';

export const alarm: Reader = {
  async read(ask, name) {
    return (await ask('cloudwatch', 'DescribeAlarms', { AlarmNames: [name] })).MetricAlarms[0];
  },
  attributes: (_ask, name, _declared, { account, region }) => ({
    Arn: `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
  }),
};
