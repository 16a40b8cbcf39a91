import type { CellId } from '../../../lib/contract/cell';
import type { ModelSource, Rung } from '../../../lib/contract/ladder';
import type { LadderEvent } from '../../../lib/gateway/ladder/events';
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

const bedrock = (model: string): ModelSource => ({ kind: 'bedrock', model, profile: 'geographic' });
const vertex = (location: 'cell' | 'eu' | 'global'): ModelSource => ({ kind: 'vertex', model: 'gemini', location });
const endpoint = (url: string, model: string): ModelSource => ({ kind: 'openai-compatible', url, model });

/** What fails together, as the breaker of a rung in a cell is called. */
function upstreamOf(cell: CellId, source: ModelSource): string {
  const events: LadderEvent[] = [];
  const [cloud] = cell.split(':');
  const model = 'model' in source ? source.model : '';
  const [{ gate }] = stepsOf(
    cell,
    [{ name: 'one', tier: 1, on: { [cloud]: source } }],
    () => new ScriptedProvider(model, [end]),
    { clock: new ManualClock(), random: () => 0, observe: (event) => events.push(event) },
  );
  const entry = gate?.enter();
  if (entry?.kind === 'passed') entry.pass.failed({ failure: 'denied' });
  const [event] = events;
  if (event?.event !== 'alarm') throw new Error(`${event?.event} is no alarm`);
  return event.upstream;
}

test.each<[differ: string, one: [CellId, ModelSource], other: [CellId, ModelSource]]>([
  ['two models', ['aws:eu-west-1', bedrock('a')], ['aws:eu-west-1', bedrock('b')]],
  ['two Regions', ['aws:eu-west-1', bedrock('a')], ['aws:eu-west-3', bedrock('a')]],
  ['two locations', ['google:europe-west4', vertex('eu')], ['google:europe-west4', vertex('global')]],
  ['two regions of Google', ['google:europe-west4', vertex('cell')], ['google:europe-west1', vertex('cell')]],
  ['two hosts', ['aws:eu-west-1', endpoint('http://a/v1', 'm')], ['aws:eu-west-1', endpoint('http://b/v1', 'm')]],
  ['two models of a host', ['aws:eu-west-1', endpoint('http://a', 'm')], ['aws:eu-west-1', endpoint('http://a', 'n')]],
])('%s have each a breaker of its own', (_differ, one, other) => {
  expect(upstreamOf(...one)).not.toBe(upstreamOf(...other));
});
