import { isOwn } from '../../../lib/contract/ladder';
import { fleetMetadata } from '../../../lib/topology/fleet-metadata';
import { DEMAND, LLAMA_CPP, OWN, own, VLLM } from '../cases/compute';
import { appended, type Edit, edited, topologyFrom } from '../fixture';

const topology = (...edits: readonly Edit[]) => topologyFrom(edited(...edits));
const warm = (...edits: readonly Edit[]) =>
  topology(...edits).compute?.services.map(({ cell, warm: there, most }) => [cell, there, most]);

test('each of two cells carries the whole load alone: 20 requests of 1,500 and 300 tokens a second on L4s', () => {
  // 1500 / 2900 + 300 / 380 = 1.307 s of an instance a request.
  expect(warm(OWN, DEMAND)).toEqual([
    ['aws:eu-west-1', 27, 54],
    ['aws:eu-central-1', 27, 54],
  ]);
});

test('warm-standby keeps one a zone warm and may grow to the load; pilot-light keeps none', () => {
  expect(warm(OWN, DEMAND, appended('posture: warm-standby'))).toEqual([
    ['aws:eu-west-1', 2, 27],
    ['aws:eu-central-1', 2, 27],
  ]);
  expect(warm(OWN, DEMAND, appended('posture: pilot-light'), ['floor: 2, ', ''])?.map(([, there]) => there)).toEqual([
    0, 0,
  ]);
});

test('a declared throughput takes the place of the known one', () => {
  const fast = own(
    `{ vllm: ${VLLM.replace(' }', ', throughput: { inputTokensPerSecond: 15000, outputTokensPerSecond: 3000 } }')} }`,
  );
  expect(warm(fast, DEMAND)?.map(([, there]) => there)).toEqual([4, 4]);
});

test('own compute is called by a name that is the same in every cell, and processes where the cell is', () => {
  const { ladder } = topology(OWN, DEMAND);
  const source = ladder[1].on.aws;
  expect(source).toMatchObject({
    kind: 'vllm',
    url: 'http://open-weights.assistant-test.internal/v1',
    machine: 'g6.xlarge',
    weights: { repository: 'Qwen/Qwen3-8B-FP8' },
  });
  expect(ladder[1].contextWindow).toBe(16_384);
});

test('llama.cpp needs no GPU, so that every cell has it unless some are named', () => {
  const { ladder, compute } = topology(own(`{ llamaCpp: ${LLAMA_CPP} }`), DEMAND, [
    '    cells: [aws:eu-west-1, aws:eu-central-1]\n',
    '',
  ]);
  expect(ladder[1].cells).toBeUndefined();
  expect(isOwn(ladder[1].on.aws) && ladder[1].on.aws.machine).toBe('8 vCPU');
  expect(compute?.services).toHaveLength(2);
});

test('what a posture leaves uncovered, and what its sum assumes, stands in the metadata', () => {
  const uncovered = (...edits: readonly Edit[]) =>
    fleetMetadata(topology(...edits), { kind: 'front-door' }).compute?.uncovered.join('\n') ?? '';
  const assumed = (...edits: readonly Edit[]) =>
    fleetMetadata(topology(...edits), { kind: 'front-door' }).compute?.assumed?.join('\n');
  expect(assumed(OWN, DEMAND)).toMatch(/counted together/);
  expect(assumed(OWN, DEMAND, appended('posture: pilot-light'), ['floor: 2, ', ''])).toBeUndefined();
  // A posture that keeps its promise leaves nothing that anybody could mend.
  expect(uncovered(OWN, DEMAND)).toBe('');
  const standby = uncovered(OWN, DEMAND, appended('posture: warm-standby'));
  expect(standby).toMatch(/with every rung above gone, 2 cells carry 3 of 20 requests a second/);
  expect(standby).toMatch(/and aws:eu-west-1 gone, 1 cells carry 1.5 of 20/);
  const pilot = uncovered(OWN, DEMAND, appended('posture: pilot-light'), ['floor: 2, ', '']);
  expect(pilot).toMatch(/counts in no objective/);
  const partly = uncovered(OWN, DEMAND, ['- eu-west-1\n', '- eu-west-1\n    - eu-west-3\n']);
  expect(partly).toMatch(/nearest to aws:eu-west-3/);
});

test('a fleet without own compute says nothing of it', () => {
  expect(fleetMetadata(topology(), { kind: 'front-door' })).not.toHaveProperty('compute');
});
