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
    const own = [answer.FunctionArn, answer.FunctionArn.split(':').at(-1)].includes(FunctionName);
    return { ...answer, FunctionName: own ? FunctionName : answer.FunctionArn };
  },
};
