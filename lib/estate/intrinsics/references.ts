import { own, ownText } from '../json';
import type { Resolution } from '../resolve';
import { Reference, Unknown, type Value } from '../value';
import type { Intrinsic } from './intrinsic';

export const ref: Intrinsic = (argument, here) => {
  if (typeof argument !== 'string') return here.unknown('Ref takes a name', here.resolve(argument));
  if (argument.startsWith('AWS::')) return pseudoParameter(argument, here);
  const { resolver } = here;
  const parameter = own(resolver.section('Parameters'), argument);
  if (parameter !== undefined) return parameterValue(argument, parameter, here);
  return resourceReference(argument, 'Ref', here);
};

export const getAtt: Intrinsic = (argument, here) => {
  const [logicalId, attribute, ...more] = typeof argument === 'string' ? halves(argument) : listOf(argument);
  const name = more.length === 0 ? here.at(1).resolve(attribute) : undefined;
  if (typeof logicalId !== 'string' || typeof name !== 'string' || name === '') {
    return here.unknown('Fn::GetAtt takes a resource and an attribute', here.resolve(argument));
  }
  return resourceReference(logicalId, name, here);
};

function resourceReference(logicalId: string, attribute: string, here: Resolution): Value {
  const { resolver } = here;
  if (own(resolver.section('Resources'), logicalId) === undefined) {
    return here.unknown(`the template has no resource or parameter ${logicalId}`);
  }
  if (!resolver.exists(logicalId)) return here.unknown(`${logicalId} is not made: its condition is false`);
  const nested = /^Outputs\.(.+)$/.exec(attribute)?.[1];
  const output = nested === undefined ? undefined : resolver.around.nestedOutput(logicalId, nested);
  if (output !== undefined) return output;
  const name = attribute === 'Ref' ? resolver.physicalName(logicalId) : undefined;
  return name ?? new Reference(resolver.nodeId(logicalId), attribute);
}

function pseudoParameter(name: string, here: Resolution): Value | undefined {
  const { region, account, name: stackName } = here.resolver.stack;
  switch (name) {
    case 'AWS::NoValue':
      return undefined;
    case 'AWS::Region':
      return region;
    case 'AWS::AccountId':
      return account;
    case 'AWS::StackName':
      return stackName;
    case 'AWS::Partition':
      return region instanceof Unknown ? region : partitionOf(region);
    case 'AWS::URLSuffix':
      return region instanceof Unknown
        ? region
        : partitionOf(region) === 'aws-cn'
          ? 'amazonaws.com.cn'
          : 'amazonaws.com';
    default:
      return here.filledIn(`${name} exists only after deployment`);
  }
}

/** The public partitions; a Region of an isolated one (`us-iso-…`) is taken for one of `aws`. */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function parameterValue(name: string, parameter: unknown, here: Resolution): Value {
  const type = ownText(parameter, 'Type') ?? 'String';
  if (type.startsWith('AWS::SSM::Parameter::Value')) {
    return here.unknown(`the parameter ${name} is read from the Parameter Store at deployment`);
  }
  const value = here.resolver.around.parameter(name) ?? defaultOf(parameter);
  if (value === undefined) return here.unknown(`the parameter ${name} has no default, and none is given`);
  const isList = type === 'CommaDelimitedList' || type.startsWith('List<');
  return isList && typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
}

function defaultOf(parameter: unknown): string | undefined {
  const value = own(parameter, 'Default');
  return typeof value === 'object' || value === undefined ? undefined : String(value);
}

/** `Resource.Deep.Attribute` is the resource and `Deep.Attribute`. */
function halves(text: string): string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
