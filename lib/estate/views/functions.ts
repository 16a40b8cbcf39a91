import type { Estate, EstateNode } from '../estate';
import { Unknown, type Value } from '../value';
import { nodesOfType } from './nodes';
import { once } from './once';
import { Reader } from './reader';

/** A Lambda function as its template declares it, with Lambda's defaults filled in. */
export interface LambdaFunction {
  readonly node: EstateNode;
  /** Unknown where CloudFormation makes the name. */
  readonly name: string | Unknown;
  /** `index.handler` */
  readonly handler: string | Unknown;
  /** `nodejs24.x` */
  readonly runtime: string | Unknown;
  /** 3 by default. */
  readonly timeoutSeconds: number | Unknown;
  /** 128 by default. */
  readonly memoryMegabytes: number | Unknown;
  /** Undefined where the function draws on the account's unreserved pool. */
  readonly reservedConcurrency: number | Unknown | undefined;
  readonly environment: Readonly<Record<string, Value>>;
  /** The asset's folder (or zip file), absolute. */
  readonly codeDirectory: string | Unknown;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
const DEFAULTS = { timeoutSeconds: 3, memoryMegabytes: 128 } as const;

export const LAMBDA_FUNCTION = 'AWS::Lambda::Function';

export const functionsOf = once((estate: Estate): readonly LambdaFunction[] =>
  nodesOfType(estate, LAMBDA_FUNCTION).map((node) => {
    const properties = Reader.of(node);
    return {
      node,
      name: properties.text('FunctionName') ?? properties.unknown('FunctionName', 'CloudFormation makes the name'),
      handler: properties.text('Handler') ?? properties.unknown('Handler', 'not given'),
      runtime: properties.text('Runtime') ?? properties.unknown('Runtime', 'not given'),
      timeoutSeconds: properties.number('Timeout') ?? DEFAULTS.timeoutSeconds,
      memoryMegabytes: properties.number('MemorySize') ?? DEFAULTS.memoryMegabytes,
      reservedConcurrency: properties.number('ReservedConcurrentExecutions'),
      environment: environmentOf(properties),
      codeDirectory: codeOf(node, properties),
    };
  }),
);

/** A list of variables that is unknown as a whole is one unknown variable named `*`, so that it cannot pass for none. */
function environmentOf(properties: Reader): Record<string, Value> {
  const environment = properties.section('Environment');
  if (environment === undefined) return {};
  const variables = environment instanceof Unknown ? environment : environment.section('Variables');
  if (variables instanceof Unknown) return { '*': variables };
  return variables === undefined ? {} : { ...variables.object };
}

function codeOf(node: EstateNode, properties: Reader): string | Unknown {
  const code = properties.section('Code');
  if (code === undefined || code instanceof Unknown) return code ?? properties.unknown('Code', 'not given');
  const key = code.text('S3Key');
  if (key === undefined) return properties.unknown('Code', 'the code is no file asset (inline, or an image)');
  if (key instanceof Unknown) return key;
  return node.stack.assets.get(key) ?? code.unknown('S3Key', `no file asset ${key} lies in the assembly`);
}
