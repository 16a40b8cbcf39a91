import { join } from 'node:path';
import { fleetMetadata } from '../../lib/topology/fleet-metadata';
import { loadServingFile } from '../../lib/topology/load';
import { servingConfigOf } from '../../lib/topology/serving-config';
import type { ServingDocument } from '../../lib/topology/serving-document';
import { plainSource } from '../../lib/topology/source';
import type { Topology } from '../../lib/topology/topology';
import { topologyOf } from '../../lib/topology/topology-of';
import { EVERYWHERE, GOOGLE, SECOND_CLOUD } from './cases/case';
import { appended, type Edit, edited, FIXTURE, problemsIn, topologyFrom, VALID } from './fixture';

const topology = topologyFrom(VALID);

/** What a document that says nothing means. */
test.each<[string, unknown, (topology: Topology) => unknown]>([
  ["the zone's account is the fleet's", '011122223333', ({ hostedZone }) => hostedZone.account],
  ["a Region's account is the fleet's", '011122223333', ({ awsCells }) => awsCells[1].account],
  ["a route's deadline is a minute", 60, ({ routes }) => routes[0].deadlineSeconds],
  ["a route's floor is the ladder's last tier", 3, ({ routes }) => routes[0].floor],
  ['a route is never queued', 'never', ({ routes }) => routes[0].queue],
  ['a route has no fence', [], ({ routes }) => routes[0].residency],
  ['a job outlives what its Region outlives', 'region', ({ routes }) => routes[0].durability],
  ['a job is refused while the other cloud is down', 'refuse', ({ routes }) => routes[0].otherCloudDown],
  ['quality is preferred', 'quality', ({ prefer }) => prefer],
  ['all cells are active', 'active-active', ({ posture }) => posture],
  ['recovery takes 150 s', 150, ({ objectives }) => objectives.recoverySeconds],
  ['999 of 1,000 requests are answered', 99.9, ({ objectives }) => objectives.availabilityPercent],
  ['a release starts with a tenth', 'canary', ({ rollout }) => rollout],
  ['there is no web ACL', undefined, ({ webAcl }) => webAcl],
  ['alarms tell a topic of the fleet', {}, ({ alarms }) => alarms],
  ['any of two cells may be lost', ['any-cell'], ({ objectives }) => objectives.survive],
  ['no google', undefined, ({ google }) => google],
  ['no second cloud', undefined, ({ secondCloud }) => secondCloud],
  ['no demand', undefined, ({ demand }) => demand],
  ['a profile is the geographic one', 'geographic', ({ ladder }) => (ladder[0].on.aws as { profile: string }).profile],
])('by default %s', (_, expected, of) => {
  expect(of(topology)).toEqual(expected);
});

test("routes' shares of the demand are for who reckons with them, and change no gateway", () => {
  const split = topologyFrom(
    edited(['chat: {}', 'chat: { demandPercent: 70 }'], ['floor: 2', 'floor: 2, demandPercent: 30']),
  );
  expect(fleetMetadata(split, { kind: 'front-door' }).routes.map(({ demandPercent }) => demandPercent)).toEqual([
    70, 30,
  ]);
  expect(servingConfigOf(split)).toEqual(servingConfigOf(topology));
});

// Whatever else is wrong is told with it; what may have been meant as a share keeps it from being told.
test.each<[string, readonly Edit[], readonly string[]]>([
  [
    'beside a mistake of another key',
    [['deadline: 20s', 'deadline: 20m, demandPercent: 40']],
    ['demand-not-whole', 'deadline-out-of-range'],
  ],
  ['a key that is written like it', [['floor: 2', 'floor: 2, demandPercnt: 40']], ['unknown-key']],
  ['a share that is none', [['floor: 2', 'floor: 2, demandPercent: many']], ['wrong-type']],
])('shares that do not add up, %s', (_, edits, codes) => {
  const text = edited(['chat: {}', 'chat: { demandPercent: 70 }'], ...edits);
  expect(
    problemsIn(() => topologyFrom(text))
      .map(({ code }) => code)
      .sort(),
  ).toEqual([...codes].sort());
});

test('without a stage the names have none', () => {
  const unstaged = topologyFrom(edited(['stage: test\n', '']));
  expect(unstaged.stage).toBeUndefined();
  expect(unstaged.frontDoorStackName).toBe('Assistant-FrontDoor');
  expect(unstaged.awsCells[1].stackName).toBe('Assistant-eu-west-1');
});

test('a stage is part of every name', () => {
  expect(topology.frontDoorStackName).toBe('Assistant-test-FrontDoor');
  expect(topology.awsCells.map(({ stackName }) => stackName)).toEqual([
    'Assistant-test-eu-central-1',
    'Assistant-test-eu-west-1',
  ]);
});

test("the front door's Region comes first, then the others as declared", () => {
  const regions = ['eu-west-1', 'eu-west-3', 'eu-north-1'].map((region) => `    - ${region}\n`).join('');
  const { awsCells } = topologyFrom(edited(['    - eu-west-1\n', regions], EVERYWHERE));
  expect(awsCells.map(({ id }) => id)).toEqual([
    'aws:eu-central-1',
    'aws:eu-west-1',
    'aws:eu-west-3',
    'aws:eu-north-1',
  ]);
});

test('one cell survives the loss of none', () => {
  const one = topologyFrom(edited(['    - eu-west-1\n', ''], ['aws:eu-west-1, ', '']));
  expect(one.objectives.survive).toEqual([]);
});

test.each<[string, number]>([
  ['1s', 1],
  ['20s', 20],
  ['2m', 120],
  ['900s', 900],
  ['15m', 900],
])('a deadline of %s is %d s', (deadline, seconds) => {
  expect(topologyFrom(edited(['deadline: 20s', `deadline: ${deadline}`])).routes[1].deadlineSeconds).toBe(seconds);
});

test.each<[string, readonly Edit[], number]>([
  ['all at the last tier', [], 3],
  ['the strictest alone', [['chat: {}', 'chat: { floor: 2 }']], 2],
])('the loosest floor of %s', (_, edits, floor) => {
  expect(topologyFrom(edited(...edits)).loosestFloor).toBe(floor);
});

test('a rung outside the clouds is asked from both', () => {
  const source = {
    kind: 'openai-compatible',
    url: 'https://llm.example.net/v1',
    model: 'qwen3-8b',
    apiKeySecret: 'understudy/llm',
  };
  expect(topology.ladder[1].on).toEqual({ aws: source, google: source });
});

test('the responses lie beside the file', () => {
  expect(topology.responsesDirectory).toBe(join(__dirname, 'fixture', 'responses'));
});

test.each([
  ['Google', GOOGLE],
  ['an endpoint of the team', SECOND_CLOUD],
])('%s makes a second cloud', (_, block) => {
  const text = edited(EVERYWHERE, appended(`${block}\nobjectives: { survive: [any-cell, any-cloud, any-provider] }`));
  const { google, secondCloud, objectives } = topologyFrom(text);
  expect([google, secondCloud].filter(Boolean)).toHaveLength(1);
  expect(objectives.survive).toEqual(['any-cell', 'any-cloud', 'any-provider']);
});

test.each<[what: string, edits: readonly Edit[]]>([
  [
    'a job that outlives its cloud, beside Google',
    [EVERYWHERE, appended(GOOGLE), ['chat: {}', 'chat: { durability: cloud }']],
  ],
  [
    'plain HTTP where no key travels',
    [
      ['https:', 'http:'],
      [', apiKeySecret: understudy/llm', ''],
    ],
  ],
  ['a domain that is the zone itself', [['name: example.com', 'name: ai.example.com']]],
  ['a global profile behind no fence', [['v1:0" }', 'v1:0", profile: global }']]],
  [
    "the second cloud's name in the zone",
    [appended(SECOND_CLOUD.replace('addresses: [203.0.113.10]', 'nameInZone: b.example.com'))],
  ],
])('%s is valid', (_, edits) => {
  expect(() => topologyFrom(edited(...edits))).not.toThrow();
});

test('nothing of it can be changed', () => {
  const writable: string[] = [];
  const look = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null) return;
    if (!Object.isFrozen(value)) writable.push(path);
    for (const [name, member] of Object.entries(value)) look(member, `${path}.${name}`);
  };
  look(topology, 'topology');
  expect(writable).toEqual([]);
});

describe('a document made in code', () => {
  const document: ServingDocument = {
    service: 'assistant',
    stage: 'test',
    domain: 'ai.example.com',
    hostedZone: { id: 'Z0123456789ABCDEFGHIJ', name: 'example.com', account: undefined },
    frontDoorRegion: 'eu-central-1',
    aws: { account: '011122223333', regions: ['eu-west-1', { name: 'eu-central-1', account: '011122223333' }] },
    google: undefined,
    ladder: [
      {
        tier: 1,
        name: 'frontier',
        aws: { bedrock: { model: 'anthropic.claude-sonnet-4-5-20250929-v1:0', profile: undefined } },
      },
      {
        tier: 2,
        name: 'open-weights',
        openAiCompatible: { url: 'https://llm.example.net/v1', model: 'qwen3-8b', apiKeySecret: 'understudy/llm' },
        residency: ['eu'],
        cells: ['aws:eu-west-1', 'aws:eu-central-1'],
      },
      { tier: 3, name: 'script', deterministic: { responses: './responses' } },
    ],
    routes: { chat: {}, extract: { deadline: '20s', floor: 2, residency: ['eu'] } },
  };

  test('gives the same topology as the file', () => {
    expect(topologyOf(document, plainSource(join(__dirname, 'fixture')))).toEqual(loadServingFile(FIXTURE));
  });

  test('stays as changeable as it was', () => {
    topologyOf(document, plainSource(join(__dirname, 'fixture')));
    expect(Object.isFrozen(document.ladder[1].cells)).toBe(false);
  });
});

test("the repository's own serving.yaml is valid", () => {
  const { awsCells } = loadServingFile(join(__dirname, '..', '..', 'serving.yaml'));
  expect(awsCells.map(({ region }) => region)).toEqual(['eu-central-1', 'eu-west-1', 'eu-west-3']);
});

test('how rungs are called, and what is asked of an answer, reaches the gateway in its own units', () => {
  const { ladder, routes } = topologyFrom(
    edited(
      [
        'name: frontier\n',
        'name: frontier\n    timeouts: { firstToken: 1m }\n    contextWindow: 200000\n    abilities: [json]\n    controls: [zero-retention]\n' +
          '    prompts: { chat: { system: Be brief., parameters: { temperature: 0 }, template: "{{answer}}." } }\n',
      ],
      [
        'chat: {}',
        'chat: { controls: [zero-retention], answer: { jsonSchema: { type: object } }, brokenStream: restart, priority: high }',
      ],
    ),
  );
  expect(ladder[0]).toMatchObject({
    timeouts: { firstTokenSeconds: 60 },
    contextWindow: 200_000,
    abilities: ['json'],
    controls: ['zero-retention'],
    prompts: { chat: { system: 'Be brief.', parameters: { temperature: 0 }, template: '{{answer}}.' } },
  });
  expect(routes[0]).toMatchObject({
    controls: ['zero-retention'],
    answer: { jsonSchema: { type: 'object' } },
    brokenStream: 'restart',
    priority: 'high',
  });
});
