import { found } from '../ask';
import type { Reader } from './reader';

export const schedule: Reader = {
  async read(ask, Name, { GroupName }) {
    return found(ask('scheduler', 'GetSchedule', { Name, ...(GroupName === undefined ? {} : { GroupName }) }));
  },
};

export const eventInvokeConfig: Reader = {
  async read(ask, _id, { FunctionName, Qualifier }) {
    const answer = await found(ask('lambda', 'GetFunctionEventInvokeConfig', { FunctionName, Qualifier }));
    return answer && { ...answer, FunctionName, Qualifier };
  },
};

export const eventSourceMapping: Reader = {
  async read(ask, UUID, { FunctionName }) {
    const answer = await found(ask('lambda', 'GetEventSourceMapping', { UUID }));
    if (answer === undefined) return undefined;
    const [name = '', alias] = FunctionName.split(':').slice(FunctionName.startsWith('arn:') ? 6 : 0);
    // moto tells the version that an alias leads to.
    const led = alias && (await found(ask('lambda', 'GetAlias', { FunctionName: name, Name: alias })));
    const told = answer.FunctionArn.split(':').slice(6).join(':');
    const own = answer.FunctionArn === FunctionName || told === (led ? `${name}:${led.FunctionVersion}` : name);
    return { ...answer, FunctionName: own ? FunctionName : answer.FunctionArn };
  },
};
