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
    // By its name or ARN; of an alias moto tells whichever version it led to when the mapping was made.
    const [told, ofTemplate] = [answer.FunctionArn, FunctionName].map((one) => one.split(':function:').at(-1));
    const [name, qualifier] = ofTemplate.split(':');
    const own = told === ofTemplate || (qualifier !== undefined && told.split(':')[0] === name);
    return { ...answer, FunctionName: own ? FunctionName : answer.FunctionArn };
  },
};
