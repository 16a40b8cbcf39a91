import { found } from '../ask';
import type { Reader } from './reader';

const attributes: Reader['attributes'] = (_ask, name, _declared, { account, region }) => ({
  Arn: `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
});

export const alarm: Reader = {
  async read(ask, name) {
    return (await ask('cloudwatch', 'DescribeAlarms', { AlarmNames: [name] })).MetricAlarms[0];
  },
  attributes,
};

export const compositeAlarm: Reader = {
  async read(ask, name) {
    const asked = { AlarmNames: [name], AlarmTypes: ['CompositeAlarm'] };
    return (await ask('cloudwatch', 'DescribeAlarms', asked)).CompositeAlarms[0];
  },
  attributes,
};

export const dashboard: Reader = {
  async read(ask, DashboardName) {
    return found(ask('cloudwatch', 'GetDashboard', { DashboardName }));
  },
};
