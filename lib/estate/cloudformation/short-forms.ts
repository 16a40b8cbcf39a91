import { type Tags, YAMLMap } from 'yaml';

/** Functions that YAML may write as tags, `!GetAtt Queue.Arn` for `{ "Fn::GetAtt": ["Queue", "Arn"] }`. */
const FUNCTIONS = [
  'Base64',
  'Cidr',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'GetStackOutput',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
  'And',
  'Equals',
  'Not',
  'Or',
] as const;

const long = new Map<string, string>([
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...FUNCTIONS.map((name): [string, string] => [`!${name}`, `Fn::${name}`]),
]);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
export const shortForms: Tags = [...long].flatMap(([tag, name]) => [
  { tag, resolve: (text: string) => ({ [name]: name === 'Fn::GetAtt' ? halves(text) : text }) },
  { tag, collection: 'map' as const, resolve: (argument: unknown) => around(name, argument) },
  { tag, collection: 'seq' as const, resolve: (argument: unknown) => around(name, argument) },
]);

/** `Queue.Arn`; what comes after the first dot may have dots itself. */
function halves(text: string): string | string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? text : [text.slice(0, dot), text.slice(dot + 1)];
}

function around(name: string, argument: unknown): YAMLMap {
  const map = new YAMLMap();
  map.set(name, argument);
  return map;
}
