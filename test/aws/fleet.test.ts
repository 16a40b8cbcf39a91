import { inspect } from 'node:util';
import { App, DefaultStackSynthesizer, PermissionsBoundary, Stage, Tags } from 'aws-cdk-lib/core';
import { Fleet, type FleetProps } from '../../lib/aws/fleet';
import { METADATA_KEY } from '../../lib/contract/metadata';
import { InvalidConfiguration } from '../../lib/contract/problem';
import type { ServingDocument } from '../../lib/topology/serving-document';
import { ACCOUNT, fleetOf, topology } from './fleets';

jest.mock('../../lib/bundle/baked-gateway', () => jest.requireActual('./prebuilt-gateway'));

const oneRegion: Partial<ServingDocument> = {
  frontDoorRegion: 'eu-west-1',
  aws: { account: ACCOUNT, regions: ['eu-west-1'] },
};
const locality: Partial<ServingDocument> = {
  stage: 'prod',
  prefer: 'locality',
  secondCloud: { addresses: ['203.0.113.10'], probeHost: 'llm-b.example.net', servingPath: '/healthz' },
};

describe.each([
  ['quality', {}],
  ['locality with a second cloud', locality],
  ['one Region', oneRegion],
])('every stack (%s)', (_, changes) => {
  const { assembly, fleet } = fleetOf(changes);
  const text = (stack: { template: unknown }) => JSON.stringify(stack.template);

  test('is one of the cells, the front door, or what they share', () => {
    expect(assembly.stacks).toHaveLength(fleet.cells.length + 2);
  });

  test('names its account and Region, so that synthesis asks nobody', () => {
    for (const { environment } of assembly.stacks) {
      expect(environment.account).toBe(ACCOUNT);
      expect(environment.region).toMatch(/^eu-(west|central)-\d$/);
    }
    expect(assembly.manifest.missing ?? []).toEqual([]);
  });

  test('cannot be deleted by one call', () => {
    expect(assembly.stacks.map((stack) => stack.terminationProtection)).not.toContain(false);
    expect(assembly.stacks.map((stack) => stack.terminationProtection)).not.toContain(undefined);
  });

  test('refers to no other stack: neither exports nor imports, nor parameters of the deployment', () => {
    for (const stack of assembly.stacks) {
      expect(text(stack)).not.toContain('Fn::ImportValue');
      expect(text(stack)).not.toContain('Fn::GetStackOutput');
      // An output is for people, and no other stack may lean on it.
      expect(text(stack)).not.toContain('"Export"');
      expect(Object.keys(stack.template.Parameters)).toEqual(['BootstrapVersion']);
    }
  });

  test('has no custom resource', () => {
    for (const stack of assembly.stacks) {
      const types = Object.values<{ Type: string }>(stack.template.Resources).map(({ Type }) => Type);
      expect(types.filter((type) => /^Custom::|CustomResource/.test(type))).toEqual([]);
    }
  });

  test('says what the fleet intends, and which part of it this is', () => {
    const intents = assembly.stacks.map((stack) => stack.template.Metadata[METADATA_KEY]);
    const { part: _part, ...whole } = intents[0];
    for (const { part, ...intent } of intents) expect([part.kind, intent]).toEqual([expect.any(String), whole]);
    const parts = intents.map(({ part }) => part.cell ?? part.kind);
    expect(parts.sort()).toEqual(
      [...fleet.cells.map(({ region }) => `aws:${region}`), 'front-door', 'shared-data'].sort(),
    );
    expect(whole).toMatchObject({ version: 1, service: 'assistant', domain: 'ai.example.com' });
  });
});

const REQUIRED = ['domain', 'hostedZone', 'frontDoorRegion', 'ladder', 'routes', 'aws.account', 'aws.regions'];

test.each<[string, unknown, string[]]>([
  ['all but one', { service: 'assistant' }, REQUIRED],
  ['all of them', undefined, ['service', ...REQUIRED]],
])('what plain JavaScript leaves out is told, all at once: %s', (_what, props, missing) => {
  const { problems } = refusalOf(() => new Fleet(new App(), 'Fleet', props as FleetProps));
  expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual(missing.map((path) => `missing-key ${path}`));
});

test('a file that is refused is told once: Node would print the problems below the stack again', () => {
  const error = refusalOf(() => Fleet.fromFile(new App(), 'Fleet', '/nowhere/serving.yaml'));
  expect(error.problems).toEqual([expect.objectContaining({ code: 'missing-file' })]);
  expect(inspect(error).match(/missing-file/g)).toHaveLength(1);
});

function refusalOf(build: () => unknown): InvalidConfiguration {
  try {
    build();
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

/** The names of the stacks that the assembly deploys before each stack. */
function order(changes: Partial<ServingDocument>) {
  const { assembly } = fleetOf(changes);
  const names = new Map(assembly.stacks.map((stack) => [stack.id, stack.stackName]));
  return Object.fromEntries(
    assembly.stacks.map((stack) => [
      stack.stackName,
      stack.dependencies.flatMap((dependency) => names.get(dependency.id) ?? []).sort(),
    ]),
  );
}

describe('the order of deployment', () => {
  test("what they share, the front door's Region, the front door, the others", () => {
    expect(order({})).toEqual({
      'Assistant-SharedData': [],
      'Assistant-eu-central-1': ['Assistant-SharedData'],
      'Assistant-FrontDoor': ['Assistant-eu-central-1'],
      'Assistant-eu-west-1': ['Assistant-FrontDoor'],
      // Two new switches at once would take two Regions out.
      'Assistant-eu-west-3': ['Assistant-eu-west-1'],
    });
  });

  test("the list's own order holds for the others alone", () => {
    const regions = ['eu-west-3', 'eu-central-1', 'eu-west-1'];
    expect(order({ aws: { account: ACCOUNT, regions } })).toEqual({
      'Assistant-SharedData': [],
      'Assistant-eu-central-1': ['Assistant-SharedData'],
      'Assistant-FrontDoor': ['Assistant-eu-central-1'],
      'Assistant-eu-west-3': ['Assistant-FrontDoor'],
      'Assistant-eu-west-1': ['Assistant-eu-west-3'],
    });
  });

  test('one Region', () => {
    expect(order(oneRegion)).toEqual({
      'Assistant-SharedData': [],
      'Assistant-eu-west-1': ['Assistant-SharedData'],
      'Assistant-FrontDoor': ['Assistant-eu-west-1'],
    });
  });

  test('where no route is queued, nothing is shared, and no worker is there', () => {
    const { fleet, templates } = fleetOf({ routes: { chat: {} } });
    expect([...templates.keys()]).not.toContain('Assistant-SharedData');
    expect([fleet.jobLedger, fleet.cell('eu-west-1').worker]).toEqual([undefined, undefined]);
  });
});

describe('a cell', () => {
  test.each([
    ['quality', {}, ['any.aws', 'best.aws', 'eu-west-1.aws'], 6],
    ['locality', { prefer: 'locality' as const }, ['any.aws', 'eu-west-1.aws'], 3],
  ])('%s: writes its own records and checks, and nobody else’s', (_, changes, names, checks) => {
    const { templates } = fleetOf(changes);
    const resources = Object.values<{ Type: string; Properties: { Name: string } }>(
      templates.get('Assistant-eu-west-1').Resources,
    );
    const of = (type: string) => resources.filter(({ Type }) => Type === type);
    const written = of('AWS::Route53::RecordSet').map(({ Properties }) => Properties.Name);
    expect(written.sort()).toEqual(names.map((name) => `${name}.ai.example.com.`));
    expect(of('AWS::Route53::HealthCheck')).toHaveLength(checks);
  });

  test('is the same in every Region but for its names, the switches that it holds, and whom it watches therefore', () => {
    const { templates } = fleetOf();
    const plain = (region: string) => {
      const template = structuredClone(templates.get(`Assistant-${region}`));
      delete template.Metadata;
      // Which logical ids differ: those with the stack's own path in them, and hashes of what names the Region.
      return Object.entries<{ Type: string }>(template.Resources)
        .filter(([id]) => !id.startsWith('Watch'))
        .map(([, { Type }]) => Type)
        .filter((type) => type !== 'AWS::CloudWatch::Alarm');
    };
    expect(plain('eu-west-1')).toEqual(plain('eu-central-1'));
    expect(plain('eu-west-1')).toEqual(plain('eu-west-3'));
  });

  test('serves the same bundle as every other', () => {
    const keys = [...fleetOf().templates.values()].flatMap((template) =>
      Object.values<{ Type: string; Properties: { Code: { S3Key: string } } }>(template.Resources)
        .filter(({ Type }) => Type === 'AWS::Lambda::Function')
        .map(({ Properties }) => Properties.Code.S3Key),
    );
    expect(keys).toHaveLength(17);
    expect(new Set(keys).size).toBe(1);
  });

  test('takes the whole peak, as the last one standing would have to', () => {
    const { templates } = fleetOf({ demand: { peakRequestsPerSecond: 20, inputTokens: 1500, outputTokens: 300 } });
    for (const region of ['eu-west-1', 'eu-central-1', 'eu-west-3']) {
      const text = JSON.stringify(templates.get(`Assistant-${region}`));
      expect(text).toContain('"ReservedConcurrentExecutions":200');
      expect(text).toContain('"ThrottlingRateLimit":40');
    }
  });

  test('can be varied in one Region alone', () => {
    const app = new App();
    const fleet = Fleet._of(app, 'Assistant', topology());
    Tags.of(fleet.cell('eu-west-3').stack).add('wave', 'last');
    const { stacks } = app.synth();
    const tagged = stacks.filter((stack) => stack.tags.wave === 'last').map((stack) => stack.stackName);
    expect(tagged).toEqual(['Assistant-eu-west-3']);
    expect(() => fleet.cell('us-east-1')).toThrow('unknown-cell');
  });
});

test('a stage gives every stack and every fixed name of its own', () => {
  const { templates } = fleetOf({ stage: 'prod' });
  expect([...templates.keys()].sort()).toEqual([
    'Assistant-prod-FrontDoor',
    'Assistant-prod-SharedData',
    'Assistant-prod-eu-central-1',
    'Assistant-prod-eu-west-1',
    'Assistant-prod-eu-west-3',
  ]);
  const text = JSON.stringify(templates.get('Assistant-prod-eu-west-1'));
  for (const name of [
    'assistant-prod/gateway-keys',
    'assistant-prod-state-111122223333-eu-west-1',
    'assistant-prod-jobs',
  ]) {
    expect(text).toContain(`"${name}"`);
  }
});

describe('the quota of health checks', () => {
  const many = (count: number) => {
    const whole = topology();
    const cells = Array.from({ length: count }, (_, index) => ({ ...whole.awsCells[0], region: `xx-test-${index}` }));
    return { ...whole, awsCells: cells };
  };
  test('more than an account has by default is refused, with the count', () => {
    expect(() => Fleet._of(new App(), 'Assistant', many(34))).toThrow(/health-check-quota.*\n.*204: 6 a Region/);
  });
  test("Google's probes and the checks over them count too", () => {
    const google = (count: number) => ({
      ...{ project: 'acme-ai', projectNumber: '123456789012', stateBucket: 'acme-ai-terraform' },
      cells: Array.from({ length: count }, (_, index) => ({
        id: `google:xx-${index}` as const,
        region: `xx-${index}`,
      })),
    });
    // 32 Regions have 192; Google's have two probes a region, two checks over these, and a switch.
    expect(() => Fleet._of(new App(), 'Assistant', { ...many(32), google: google(4) })).toThrow(/203: .* 11 of Google/);
    expect(() => Fleet._of(new App(), 'Assistant', { ...many(32), google: google(4), prefer: 'locality' })).not.toThrow(
      /health-check-quota/,
    );
  });
});

describe("under a caller's stage", () => {
  const app = new App({ defaultStackSynthesizer: new DefaultStackSynthesizer({ qualifier: 'theirs' }) });
  const stage = new Stage(app, 'Prod', { permissionsBoundary: PermissionsBoundary.fromName('boundary') });
  Fleet._of(stage, 'Assistant', topology());
  Tags.of(stage).add('cost-centre', '4711');
  const { stacks } = app.synth().getNestedAssembly('assembly-Prod');
  const resources = stacks.flatMap((stack) =>
    Object.entries<{ Type: string; Properties: Record<string, unknown> }>(stack.template.Resources).map(
      ([id, resource]) => ({ id: `${stack.stackName}/${id}`, ...resource }),
    ),
  );

  test('every stack has their qualifier and their tag', () => {
    for (const stack of stacks) {
      expect(stack.tags).toEqual({ 'cost-centre': '4711' });
      expect(stack.assumeRoleArn).toContain('cdk-theirs-deploy-role');
      expect(JSON.stringify(stack.template)).not.toContain('hnb659fds');
    }
  });

  test('every role has their boundary', () => {
    const roles = resources.filter(({ Type }) => Type === 'AWS::IAM::Role');
    expect(roles).toHaveLength(31);
    for (const { Properties } of roles) {
      expect(JSON.stringify(Properties.PermissionsBoundary)).toContain(':iam::111122223333:policy/boundary');
    }
  });

  test('every resource that can be tagged has their tag', () => {
    // What of our types CloudFormation gives no tags; a new type must be put on this list or be tagged.
    const untaggable = [
      'AWS::ApiGateway::BasePathMapping',
      'AWS::ApiGateway::Deployment',
      'AWS::ApiGateway::Method',
      'AWS::ApiGateway::Resource',
      'AWS::IAM::Policy',
      'AWS::Lambda::Alias',
      'AWS::Lambda::EventInvokeConfig',
      'AWS::Lambda::Permission',
      'AWS::Lambda::Version',
      'AWS::Route53::RecordSet',
      'AWS::S3::BucketPolicy',
      'AWS::Scheduler::Schedule',
      'AWS::SNS::TopicPolicy',
      'AWS::SQS::QueuePolicy',
    ];
    const tag = { Key: 'cost-centre', Value: '4711' };
    const without = resources
      .filter(({ Type }) => !untaggable.includes(Type))
      .filter(({ Properties }) => {
        const tags = [Properties, ...((Properties.Replicas ?? []) as Record<string, unknown>[])].flatMap(
          (each) => (each.Tags ?? each.HealthCheckTags ?? []) as unknown[],
        );
        return !tags.some((found) => JSON.stringify(found) === JSON.stringify(tag));
      });
    expect(without.map(({ id }) => id)).toEqual([]);
  });

  test('the health checks keep their own names', () => {
    const names = resources
      .filter(({ Type }) => Type === 'AWS::Route53::HealthCheck')
      .map(({ Properties }) => JSON.stringify(Properties.HealthCheckTags));
    expect(
      names.filter((tags) => !/"Key":"Name","Value":"(any|best|serving|preferred|quality|switch)\(eu-/.test(tags)),
    ).toEqual([]);
  });
});
