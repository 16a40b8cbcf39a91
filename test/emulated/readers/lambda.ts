import { type Answer, found } from '../ask';
import { type Properties, policy, type Reader } from './reader';

export const lambdaFunction: Reader = {
  async read(ask, FunctionName, { Code }) {
    const answer = await found(ask('lambda', 'GetFunction', { FunctionName }));
    if (answer === undefined) return undefined;
    const { Configuration, Concurrency } = answer;
    // The API tells no bucket: the object that the template names must be what the function holds.
    const object = Code && (await found(ask('s3', 'HeadObject', { Bucket: Code.S3Bucket, Key: Code.S3Key })));
    const held = object !== undefined && object.ContentLength === Configuration.CodeSize && object.ContentLength > 0;
    return { ...Configuration, ...Concurrency, Code: held ? Code : undefined };
  },
  attributes: (_ask, name, _declared, { account, region }) => ({
    Arn: `arn:aws:lambda:${region}:${account}:function:${name}`,
  }),
  unseen: { LoggingConfig: 'moto drops it' },
};

export const version: Reader = {
  async read(ask, arn, { FunctionName }) {
    const answer = await found(ask('lambda', 'GetFunctionConfiguration', byArn(arn)));
    return (
      answer && {
        FunctionName: [answer.FunctionName, answer.FunctionArn].includes(FunctionName)
          ? FunctionName
          : answer.FunctionName,
      }
    );
  },
  attributes: (_ask, arn) => ({ Version: arn.split(':').at(-1), FunctionArn: arn }),
};

export const alias: Reader = {
  async read(ask, arn, { FunctionName }) {
    const Name = arn.split(':').at(-1);
    const answer = await found(ask('lambda', 'GetAlias', { FunctionName, Name }));
    return answer && { ...answer, FunctionName };
  },
  attributes: (_ask, arn) => ({ AliasArn: arn }),
  unseen: { ProvisionedConcurrencyConfig: 'moto has no provisioned concurrency' },
};

export const permission: Reader = {
  async read(ask, Sid, { FunctionName }) {
    const answer = await found(ask('lambda', 'GetPolicy', byArn(FunctionName)));
    const { Statement = [] } = (policy(answer?.Policy) ?? {}) as Answer;
    const statement = Statement.find((one: Answer) => one.Sid === Sid);
    if (statement === undefined) return undefined;
    const { Action, Principal, Condition = {}, Resource } = statement;
    return {
      Action,
      Principal: Principal.Service ?? Principal.AWS ?? Principal,
      FunctionName: Resource.endsWith(FunctionName) ? FunctionName : Resource,
      SourceArn: Condition.ArnLike?.['AWS:SourceArn'],
      SourceAccount: Condition.StringEquals?.['AWS:SourceAccount'],
    };
  },
};

/** A function by name, or by an ARN whose last part is a version or an alias. */
function byArn(text: string): Properties {
  const parts = text.split(':');
  return parts.length === 8
    ? { FunctionName: parts.slice(0, 7).join(':'), Qualifier: parts[7] }
    : { FunctionName: text };
}
