// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the text of Fn::Sub, which CloudFormation fills
import { UNDECIDED } from './compare';
import { resolve } from './resolve';

const references = {
  ref: async (name: string) => ({ Queue: 'https://q', 'AWS::Region': 'eu-west-1' })[name],
  attribute: async (name: string, attribute: string) => (name === 'Queue' ? `${name}.${attribute}` : undefined),
};

test.each<[value: unknown, resolved: unknown]>([
  [{ A: [{ Ref: 'Queue' }] }, { A: ['https://q'] }],
  [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Queue.Arn'],
  [{ 'Fn::GetAtt': ['Gone', 'Arn'] }, UNDECIDED],
  [{ 'Fn::Join': ['/', ['a', { Ref: 'Queue' }, { Ref: 'Gone' }]] }, `a/https://q/${UNDECIDED}`],
  [{ 'Fn::Sub': '${AWS::Region}-${Queue.Arn}-${!kept}' }, 'eu-west-1-Queue.Arn-${kept}'],
  [{ 'Fn::Sub': ['${x}', { x: { Ref: 'Queue' } }] }, 'https://q'],
  [{ 'Fn::Select': [1, { 'Fn::Split': ['//', { Ref: 'Queue' }] }] }, 'q'],
])('%j', async (value, resolved) => {
  expect(await resolve(value, references)).toEqual(resolved);
});

test('a function that is not known is no value', async () => {
  await expect(resolve({ 'Fn::ImportValue': 'x' }, references)).rejects.toThrow('Fn::ImportValue');
});
