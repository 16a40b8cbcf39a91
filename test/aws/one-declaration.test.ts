import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { Ability } from '../../lib/aws/ability';
import { BedrockProfile } from '../../lib/aws/bedrock-profile';
import { BrokenStream } from '../../lib/aws/broken-stream';
import { Fleet, type FleetProps } from '../../lib/aws/fleet';
import { JobConsistency } from '../../lib/aws/job-ledger';
import { Survive } from '../../lib/aws/objectives';
import { Prefer } from '../../lib/aws/prefer';
import { Priority } from '../../lib/aws/priority';
import { Rollout } from '../../lib/aws/rollout';
import { Rung } from '../../lib/aws/rung';
import { SecondCloud } from '../../lib/aws/second-cloud';
import { InvalidConfiguration } from '../../lib/contract/problem';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('./prebuilt-gateway'));

const responses = join(__dirname, '..', '..', 'responses');
const yaml = `
service: assistant
stage: prod
domain: ai.example.com
hostedZone: { id: Z0123456789ABCDEFGHIJ, name: example.com }
frontDoorRegion: eu-central-1
aws: { account: "111122223333", regions: [eu-west-1, eu-central-1], webAcl: true, rollout: linear }
ladder:
  - { tier: 1, name: frontier, aws: { bedrock: { model: amazon.nova-pro-v1:0, profile: eu } }, sharesFateWith: [bedrock],
      contextWindow: 200000, abilities: [tools, images], controls: [zero-retention], timeouts: { headers: 5s, firstToken: 20s, idle: 10s, total: 40s } }
  - { tier: 2, name: open-weights, openAiCompatible: { url: "https://llm.example.net/v1", model: qwen3-8b, apiKeySecret: understudy/llm },
      residency: [eu], cells: ["aws:eu-west-1"],
      prompts: { chat: { system: Be brief., parameters: { temperature: 0.2, topP: 0.9, maxTokens: 100 }, template: "{{answer}} (small)" } } }
  - { tier: 3, name: script, controls: [zero-retention], deterministic: { responses: ${JSON.stringify(responses)} } }
routes:
  chat: { demandPercent: 70 }
  extract: { demandPercent: 30, deadline: 20s, floor: 3, queue: allowed, residency: [eu], controls: [zero-retention], brokenStream: restart, priority: high, logContent: true,
    answer: { jsonSchema: { type: object, required: [total] }, pattern: total, maxRepetition: 0.5, maxRefusalRate: 0.2, refusalPattern: ^no },
    golden: [{ ask: The total?, example: '{ "total": "of this is the sum that you have asked for" }',
      expect: { jsonSchema: { type: object }, pattern: total, maxRepetition: 0.5, maxLength: 100, language: en, within: 15s } }] }
secondCloud: { addresses: [203.0.113.10], probeHost: llm-b.example.net, servingPath: /healthz, preferredPath: /best }
jobs: { requestsPerSecond: 8, consistency: eventual, regions: [eu-central-1, eu-west-1] }
demand: { peakRequestsPerSecond: 20, inputTokens: 1500, outputTokens: 300 }
prefer: quality
objectives: { recovery: 180s, survive: [any-cell, any-cloud], availability: 99.5 }
alarms: { topic: platform-alarms, runbook: "https://wiki.example.com/runbook" }
telemetry: { otlp: "http://localhost:4318" }
`;
const props: FleetProps = {
  service: 'assistant',
  stage: 'prod',
  domain: 'ai.example.com',
  hostedZone: { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' },
  frontDoorRegion: 'eu-central-1',
  account: '111122223333',
  regions: ['eu-west-1', 'eu-central-1'],
  ladder: [
    Rung.bedrock({
      name: 'frontier',
      model: 'amazon.nova-pro-v1:0',
      profile: BedrockProfile.EU,
      sharesFateWith: ['bedrock'],
      contextWindow: 200_000,
      abilities: [Ability.TOOLS, Ability.IMAGES],
      controls: ['zero-retention'],
      timeouts: {
        headers: Duration.seconds(5),
        firstToken: Duration.seconds(20),
        idle: Duration.seconds(10),
        total: Duration.seconds(40),
      },
    }),
    Rung.openAiCompatible({
      name: 'open-weights',
      url: 'https://llm.example.net/v1',
      model: 'qwen3-8b',
      apiKeySecret: 'understudy/llm',
      residency: ['eu'],
      cells: ['aws:eu-west-1'],
      prompts: {
        chat: {
          system: 'Be brief.',
          parameters: { temperature: 0.2, topP: 0.9, maxTokens: 100 },
          template: '{{answer}} (small)',
        },
      },
    }),
    Rung.deterministic({ name: 'script', responses, controls: ['zero-retention'] }),
  ],
  routes: [
    { name: 'chat', demandPercent: 70 },
    {
      name: 'extract',
      demandPercent: 30,
      deadline: Duration.seconds(20),
      floor: 3,
      mayQueue: true,
      residency: ['eu'],
      controls: ['zero-retention'],
      brokenStream: BrokenStream.RESTART,
      logContent: true,
      priority: Priority.HIGH,
      answer: {
        jsonSchema: { type: 'object', required: ['total'] },
        pattern: 'total',
        maxRepetition: 0.5,
        maxRefusalRate: 0.2,
        refusalPattern: '^no',
      },
      golden: [
        {
          ask: 'The total?',
          example: '{ "total": "of this is the sum that you have asked for" }',
          expect: {
            jsonSchema: { type: 'object' },
            pattern: 'total',
            maxRepetition: 0.5,
            maxLength: 100,
            language: 'en',
            within: Duration.seconds(15),
          },
        },
      ],
    },
  ],
  secondCloud: SecondCloud.endpoint({
    addresses: ['203.0.113.10'],
    probeHost: 'llm-b.example.net',
    servingPath: '/healthz',
    preferredPath: '/best',
  }),
  jobs: { requestsPerSecond: 8, consistency: JobConsistency.EVENTUAL, regions: ['eu-central-1', 'eu-west-1'] },
  demand: { peakRequestsPerSecond: 20, inputTokens: 1500, outputTokens: 300 },
  prefer: Prefer.QUALITY,
  objectives: { recovery: Duration.seconds(180), survive: [Survive.ANY_CELL, Survive.ANY_CLOUD], availability: 99.5 },
  alarms: { topicName: 'platform-alarms', runbookUrl: 'https://wiki.example.com/runbook' },
  webAcl: true,
  rollout: Rollout.LINEAR,
  otlpEndpoint: 'http://localhost:4318',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'understudy-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function templates(build: (app: App) => void) {
  const app = new App();
  build(app);
  return Object.fromEntries(app.synth().stacks.map((stack) => [stack.stackName, stack.template]));
}

test('serving.yaml and props declare the same fleet, down to every template', () => {
  const file = join(folder, 'serving.yaml');
  writeFileSync(file, yaml);
  const fromFile = templates((app) => Fleet.fromFile(app, 'Assistant', file));
  expect(Object.keys(fromFile)).toHaveLength(4);
  expect(templates((app) => new Fleet(app, 'Assistant', props))).toEqual(fromFile);
});

test('props that leave out all that has a default', () => {
  const { service, domain, hostedZone, frontDoorRegion, account, regions, ladder, routes } = props;
  const least = { service, domain, hostedZone, frontDoorRegion, account, regions, ladder, routes };
  expect(templates((app) => new Fleet(app, 'Assistant', least))).toHaveProperty('Assistant-FrontDoor');
});

test('all mistakes of props at once, by the codes of the file', () => {
  const wrong = {
    ...props,
    regions: ['eu-west-1', 'eu-nowhere-1'],
    account: '4711',
    routes: [{ name: 'chat', floor: 7 }],
  };
  const mistakes = () => {
    try {
      new Fleet(new App(), 'Assistant', wrong);
    } catch (error) {
      return (error as InvalidConfiguration).problems.map(({ code, path }) => `${code} ${path}`);
    }
    return [];
  };
  expect(mistakes()).toEqual(
    expect.arrayContaining([
      'unknown-region aws.regions[1]',
      'invalid-account aws.account',
      'value-not-allowed routes.chat.floor',
    ]),
  );
});

test("a file with Google cells gives the AWS stacks, and the front door leaves Google's branches to google-dns", () => {
  const file = join(folder, 'google.yaml');
  const google =
    'google: { project: acme-ai, projectNumber: "123456789012", regions: [europe-west4], stateBucket: acme-ai-state }';
  writeFileSync(file, yaml.replace(/secondCloud:.*/, google));
  const fleet = Fleet.fromFile(new App(), 'Assistant', file);
  const failovers = Object.values(
    Template.fromStack(Stack.of(fleet.frontDoor)).findResources('AWS::Route53::RecordSet'),
  )
    .filter(({ Properties }) => Properties.Name !== 'ai.example.com.')
    .map(({ Properties }) => [Properties.Name, Properties.Failover]);
  expect(failovers).toEqual([
    ['any.ai.example.com.', 'PRIMARY'],
    ['best.ai.example.com.', 'PRIMARY'],
  ]);
});

test('a file with a mistake makes no construct', () => {
  const file = join(folder, 'wrong.yaml');
  writeFileSync(file, yaml.replace('eu-west-1, eu-central-1]', 'eu-west-1, eu-central-9]'));
  const app = new App();
  expect(() => Fleet.fromFile(app, 'Assistant', file)).toThrow(InvalidConfiguration);
  expect(app.node.children.filter(({ node }) => node.id === 'Assistant')).toEqual([]);
});
