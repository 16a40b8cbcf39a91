import { unreadOf } from '../../lib/estate/cloudformation/unread';

const unread = (template: object) =>
  unreadOf(template as Record<string, unknown>, 'one.json').map(({ place }) => place.path);
const resource = (Properties: unknown) => ({ Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties } } });
const INCLUDE = { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://theirs/queue.yaml' } } };

test.each([
  ['a macro over the whole template', { Transform: 'AWS::Serverless-2016-10-31' }, ['Transform']],
  ['one macro of several', { Transform: ['AWS::LanguageExtensions', { Name: 'Theirs' }] }, ['Transform']],
  ['a loop', { Resources: { 'Fn::ForEach::Queues': [] } }, ['Resources.Fn::ForEach::Queues']],
  ['resources from a file elsewhere', { Resources: INCLUDE }, ['Resources.Fn::Transform']],
  ['properties from a file elsewhere', resource(INCLUDE), ['Resources.Queue.Properties']],
  ['some properties from there', resource({ QueueName: 'jobs', ...INCLUDE }), ['Resources.Queue.Properties']],
  ['properties by a condition', resource({ 'Fn::If': ['IsLive', {}, {}] }), ['Resources.Queue.Properties']],
])('%s is not read, and that is said', (_what, template, paths) => {
  expect(unread(template)).toEqual(paths);
});

test.each([
  ['functions that write no resources', { Transform: 'AWS::LanguageExtensions' }],
  ['a property that a macro writes: it is unknown by itself', resource({ RedrivePolicy: INCLUDE })],
  ['a resource by the name of a function', { Resources: { Ref: { Type: 'AWS::SQS::Queue' } } }],
])('%s leaves nothing unread', (_what, template) => {
  expect(unread(template)).toEqual([]);
});
