import type { Rung } from '../../../lib/contract/ladder';
import { stepsOf } from '../../../lib/gateway/ladder/steps';
import { ManualClock } from '../support/manual-clock';
import { end, ScriptedProvider } from '../support/scripted-provider';

const rung = (name: string, url: string): Rung => ({
  name,
  tier: 1,
  on: { aws: { kind: 'openai-compatible', url, model: 'qwen' } },
});

function gatesOf(...urls: readonly string[]) {
  const ladder = urls.map((url, index) => rung(`rung-${index}`, url));
  const options = { clock: new ManualClock(), random: () => 0, observe: () => undefined };
  return stepsOf('aws:eu-west-1', ladder, () => new ScriptedProvider('qwen', [end]), options).map(({ gate }) => gate);
}

test('rungs that call the same model at the same place share a gate', () => {
  const [one, other] = gatesOf('http://a.example/v1', 'http://a.example/v1/');
  expect(one).toBe(other);
});

test('deployments that share a host do not share a gate: one that is down holds the other back', () => {
  const [one, other] = gatesOf('http://a.example/blue/v1', 'http://a.example/green/v1');
  expect(one).not.toBe(other);
});
