import { isBeyond } from '../../../lib/drill/scenario/beyond';
import type { Survive } from '../../../lib/drill/sweep/survival';
import type { System } from '../../../lib/drill/system/system';

const AWS = { cloud: 'aws', region: 'eu-west-1' };
const system = {
  components: [
    { id: 'aws', kind: 'cloud', cloud: 'aws' },
    { id: 'aws:eu-west-1', kind: 'region', ...AWS },
    { id: 'aws:eu-west-1/lambda', kind: 'service', service: 'lambda', ...AWS },
    { id: 'aws:eu-west-3', kind: 'region', cloud: 'aws', region: 'eu-west-3' },
    { id: 'aws/control-plane', kind: 'control-plane' },
    { id: 'aws/bedrock', kind: 'service', service: 'bedrock', cloud: 'aws' },
    { id: 'aws:eu-west-1/bedrock', kind: 'service', service: 'bedrock', ...AWS },
    { id: 'aws:eu-west-1~llm.example.net', kind: 'network' },
    { id: 'google', kind: 'cloud', cloud: 'google' },
    { id: 'llm.example.net', kind: 'provider' },
    { id: 'llm.example.org', kind: 'provider' },
  ],
} as unknown as System;

const beyond = (survive: readonly Survive[], ...components: string[]) =>
  isBeyond({ events: [{ what: '', from: 0, how: 'kill', components }] as never }, system, survive);

test.each<[Survive, boolean, readonly string[]]>([
  ['any-cell', false, ['aws:eu-west-1']],
  ['any-cell', false, ['aws:eu-west-1/lambda', 'aws:eu-west-1']],
  ['any-cell', true, ['aws:eu-west-1', 'aws:eu-west-3']],
  ['any-cell', true, ['aws']],
  ['any-cell', true, ['aws:eu-west-1', 'llm.example.net']],
  ['any-cloud', false, ['aws', 'aws:eu-west-3', 'aws/control-plane', 'aws:eu-west-1/lambda']],
  ['any-cloud', true, ['aws', 'google']],
  ['any-cloud', true, ['aws:eu-west-1~llm.example.net']],
  ['any-provider', false, ['aws/bedrock', 'aws:eu-west-1/bedrock']],
  ['any-provider', false, ['llm.example.net']],
  ['any-provider', true, ['llm.example.net', 'llm.example.org']],
  ['any-provider', true, ['aws:eu-west-1']],
  ['any-component', false, ['google']],
  ['any-component', true, ['google', 'aws']],
  ['any-pair', false, ['google', 'aws']],
  ['any-pair', true, ['google', 'aws', 'llm.example.net']],
])('where %s is to be survived, it is %s that these are more: %j', (survive, expected, components) => {
  expect(beyond([survive], ...components)).toBe(expected);
});

test('one of what is to be survived is enough, and where nothing is said all outages are judged', () => {
  expect(beyond(['any-cell', 'any-cloud'], 'aws')).toBe(false);
  expect(beyond([], 'aws', 'google')).toBe(false);
});
