import { App, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

// What the other tests rely on without knowing it: packages that a worker evaluated once are Node's own, and theirs.
test('the CDK is evaluated by Node itself, once for all tests of a worker', () => {
  jest.resetModules();
  expect(require('aws-cdk-lib/core').App).toBe(App);
  expect(require('constructs').Construct).toBe(Construct);
  expect(new Stack(new App(), 'S')).toBeInstanceOf(Construct);
});

test('it does not ask where each value was made', () => {
  const stack = new Stack(new App(), 'S');
  new Construct(stack, 'C').node.addMetadata('kind', 'x', { stackTrace: true });
  expect(stack.node.findChild('C').node.metadata).toEqual([{ type: 'kind', data: 'x', trace: [] }]);
});
