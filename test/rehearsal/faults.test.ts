import { parseScenario, type ScenarioTexts } from '../../lib/drill/scenario/parse';
import { killed } from '../../lib/rehearsal/faults';

const cells = ['aws:eu-west-1', 'aws:eu-west-3', 'google:europe-west4'];
const ground = { cells, rungs: [{ name: 'frontier', cells }] };

test.each<[string, ScenarioTexts, readonly string[]]>([
  ['a cell', { kill: ['aws:eu-west-1@1s'] }, ['aws:eu-west-1']],
  ['two cells', { kill: ['aws:eu-west-1@1s', 'google:europe-west4@1s'] }, ['aws:eu-west-1', 'google:europe-west4']],
  ['a cloud, once and not as its cells', { kill: ['aws@1s'] }, ['aws']],
  ['every cell of a cloud, but not the cloud', { kill: ['google:europe-west4@1s'] }, ['google:europe-west4']],
  ['no rung', { fault: ['frontier=kill@1s', 'aws/frontier=kill@1s'] }, []],
  ['no other fault', { fault: ['aws:eu-west-1=throttle@1s'] }, []],
])('what is told as killed: %s', (_name, texts, expected) => {
  const { events, problems } = parseScenario(texts, ground);
  expect(problems).toEqual([]);
  expect(killed(events)).toEqual(expected);
});
