import type { Resource, Template } from './template';

type Properties = NonNullable<Resource['Properties']>;

/** Whose requests come from an ARN with this service in it. */
const INVOKERS: Readonly<Record<string, string>> = {
  'execute-api': 'apigateway.amazonaws.com',
  events: 'events.amazonaws.com',
  scheduler: 'scheduler.amazonaws.com',
  s3: 's3.amazonaws.com',
  sns: 'sns.amazonaws.com',
  cloudwatch: 'lambda.alarms.cloudwatch.amazonaws.com',
};

/** Which service assumes a role that a resource names, and where it names it. */
const ASSUMED: Readonly<Record<string, readonly (readonly [service: string, ...path: string[]])[]>> = {
  'AWS::Lambda::Function': [['lambda.amazonaws.com', 'Role']],
  'AWS::Scheduler::Schedule': [['scheduler.amazonaws.com', 'Target', 'RoleArn']],
  'AWS::ECS::TaskDefinition': [
    ['ecs-tasks.amazonaws.com', 'TaskRoleArn'],
    ['ecs-tasks.amazonaws.com', 'ExecutionRoleArn'],
  ],
};

/** Whether a function's permission is for another service than its source belongs to; unknown sources are let be. */
export function mayNotInvoke({ Principal, SourceArn }: Properties): boolean {
  const [, service = ''] = /arn:[^:]*:([a-z0-9-]+):/.exec(JSON.stringify(SourceArn ?? '')) ?? [];
  const wanted = INVOKERS[service];
  return wanted !== undefined && Principal !== wanted;
}

/** Whether a resource is given a role of the same template that its service may not assume. */
export function mayNotPassOn(properties: Properties, resources: Template['resources'], type: string): boolean {
  return (ASSUMED[type] ?? []).some(([service, ...path]) => {
    const value = path.reduce<Properties | undefined>((inner, key) => inner?.[key], properties);
    const role = resources[value?.['Fn::GetAtt']?.[0] ?? ''];
    return role?.Type === 'AWS::IAM::Role' && !trusted(role).includes(service);
  });
}

function trusted({ Properties }: Resource): readonly string[] {
  const { Statement = [] } = Properties?.AssumeRolePolicyDocument ?? {};
  return Statement.filter(({ Effect }: Properties) => Effect === 'Allow').flatMap(
    ({ Principal }: Properties) => Principal.Service ?? [],
  );
}
