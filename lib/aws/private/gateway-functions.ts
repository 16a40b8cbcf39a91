import type { IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { Alias, type Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { KEEP } from './keep';
import { functionRole, grantInterfaces } from './permissions';

export interface FunctionProps {
  readonly description: string;
  /** The baked folder; one `Code` for all functions of a stack makes one asset. */
  readonly code: Code;
  readonly file: string;
  /** What the file exports to be called; `handler` where it is left out. */
  readonly entry?: string;
  readonly timeout: Duration;
  readonly memoryMegabytes: number;
  /** Undefined: it takes its share of what the account has left. */
  readonly reservedConcurrency?: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logRetention: RetentionDays;
  /** Where what it calls lies in a network. */
  readonly vpc?: IVpc;
  readonly vpcSubnets?: SubnetSelection;
}

/** A function of the baked bundle, with a role and a log group of its own. */
export function bundledFunction(scope: Construct, id: string, props: FunctionProps): LambdaFunction {
  const role = functionRole(scope, `${id}Role`, props.description);
  const logGroup = new LogGroup(scope, `${id}Logs`, { retention: props.logRetention, removalPolicy: KEEP });
  logGroup.grantWrite(role);
  if (props.vpc !== undefined) grantInterfaces(role);
  return new LambdaFunction(scope, id, {
    description: props.description,
    runtime: Runtime.NODEJS_24_X,
    code: props.code,
    handler: props.file.replace(/\.js$/, `.${props.entry ?? 'handler'}`),
    timeout: props.timeout,
    memorySize: props.memoryMegabytes,
    reservedConcurrentExecutions: props.reservedConcurrency,
    environment: { ...props.environment },
    role,
    logGroup,
    // What an alias led to before is what a release is taken back to.
    currentVersionOptions: { removalPolicy: KEEP },
    loggingFormat: LoggingFormat.JSON,
    vpc: props.vpc,
    vpcSubnets: props.vpcSubnets,
  });
}

/** The version that callers are led to. */
export function live(handler: LambdaFunction): Alias {
  return new Alias(handler, 'Live', { aliasName: 'live', version: handler.currentVersion });
}

/** A version that is always warm: what answers through it never waits for a cold start, up to that many at once. */
export function warm(handler: LambdaFunction, instances: number): Alias {
  return new Alias(handler, 'Warm', {
    aliasName: 'warm',
    version: handler.currentVersion,
    provisionedConcurrentExecutions: instances,
  });
}
