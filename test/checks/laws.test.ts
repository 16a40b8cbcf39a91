import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { check } from '../../lib/checks/check';
import type { Severity } from '../../lib/checks/rule';
import { UnreadableEstate } from '../../lib/estate/unreadable';
import type { Example, Sources } from './example';
import { written } from './example';

const FOLDER = join(__dirname, 'rules');
const EXAMPLES = readdirSync(FOLDER).map((name) => {
  const { example } = require(join(FOLDER, name)) as { example: Example };
  return { id: name.replace(/\.ts$/, ''), ...example };
});

/** What rules say, each with its severity, and the worst of those. */
interface Said {
  readonly ids: ReadonlySet<string>;
  readonly worst: Severity | 'nothing';
}

type Answer = 'refused' | Said;

const WORSE = ['nothing', 'warning', 'error'] as const;

function answerTo(sources: Sources, { objectives = { survive: [] } }: Partial<Example>): Answer {
  try {
    const { findings } = written(sources, (paths) =>
      check({ paths, asked: objectives, rules: [], only: [], skip: [] }),
    );
    const worst = findings.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
    return { ids: new Set(findings.map(({ rule }) => rule.id)), worst: findings.length === 0 ? 'nothing' : worst };
  } catch (error) {
    if (error instanceof UnreadableEstate) return 'refused';
    throw error;
  }
}

/** Something that nobody can decide: what stands here is known only to others. */
const UNDECIDABLE = [
  { 'Fn::ImportValue': 'elsewhere' },
  { Ref: 'ParameterThatIsNotThere' },
  { 'Fn::Transform': { Name: 'macro' } },
  { 'Fn::GetAtt': ['NobodyHere', 'Arn'] },
  { 'Fn::If': ['NoSuchCondition', 1, 2] },
];

/** The places of all values inside the properties of an example's resources. */
function placesIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const members = Object.entries(value).flatMap(([key, member]) =>
    placesIn(member, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length === 0 ? members : [path, ...members];
}

function replaced(value: unknown, [key, ...others]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((one, index) => (index === key ? replaced(one, others, by) : one));
  const object = value as Record<string, unknown>;
  return { ...object, [key]: replaced(object[key], others, by) };
}

const BROKEN = EXAMPLES.filter(({ broken, kind }) => broken.stacks !== undefined && kind === undefined);

/** What was said of the broken examples as they are, by their ids. */
const BEFORE = new Map<string, Said>();

/**
 * Where a value of a broken estate is replaced by one that cannot be known, the rule that found it still says something
 * (it found it, or it cannot decide), or another rule says that it cannot read it, or the estate is refused. And what is
 * said is no milder than before: what failed a build for its errors fails it still.
 */
test('what becomes unreadable is no pass, and nothing milder', () => {
  fc.assert(
    fc.property(fc.constantFrom(...BROKEN), fc.nat(), fc.constantFrom(...UNDECIDABLE), (example, at, by) => {
      const { stacks } = example.broken;
      if (stacks === undefined) return;
      const places = Object.entries(stacks).flatMap(([name, { resources }]) =>
        placesIn(resources)
          .filter(([, section]) => section === 'Properties')
          .filter((place) => place.length > 2)
          .map((place) => ({ name, place })),
      );
      const chosen = places[at % places.length];
      if (chosen === undefined) return;
      const stack = stacks[chosen.name];
      if (stack === undefined) return;
      const resources = replaced(stack.resources, chosen.place, by) as typeof stack.resources;
      const answer = answerTo(
        { ...example.broken, stacks: { ...stacks, [chosen.name]: { ...stack, resources } } },
        example,
      );
      if (answer === 'refused') return;
      const before = BEFORE.get(example.id) ?? (answerTo(example.broken, example) as Said);
      BEFORE.set(example.id, before);
      const isMilder = WORSE.indexOf(answer.worst) < WORSE.indexOf(before.worst);
      const told = { example: example.id, at: chosen.place.join('.'), before: before.worst, says: [...answer.ids] };
      expect({ ...told, isMilder }).toEqual({ ...told, isMilder: false });
    }),
    { numRuns: Number(process.env.LAW_RUNS ?? 150) },
  );
});

/** JSON that looks a little like a template. */
const anyTemplate = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<unknown>(...UNDECIDABLE, { Ref: 'A' }, { 'Fn::GetAtt': ['B', 'Arn'] }, 'AWS::SQS::Queue'),
    fc.dictionary(
      fc.constantFrom(
        'Type',
        'Properties',
        'HealthCheckConfig',
        'Name',
        'AliasTarget',
        'Ref',
        'Fn::Sub',
        '__proto__',
        'RedrivePolicy',
        'Failover',
      ),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;

const TYPES = [
  'AWS::SQS::Queue',
  'AWS::Route53::RecordSet',
  'AWS::Route53::HealthCheck',
  'AWS::Lambda::Function',
  'AWS::IAM::Role',
  'AWS::DynamoDB::GlobalTable',
  'AWS::ECS::Service',
  'AWS::ApiGateway::Method',
];

test('no template makes a reader or a rule throw', () => {
  const resource = fc.record({ Type: fc.constantFrom(...TYPES), Properties: anyTemplate });
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('A', 'B', 'C', 'D'), fc.oneof(resource, anyTemplate)), (resources) => {
      const stack = { region: 'eu-west-1', dependsOn: [], terminationProtection: true, sections: {} };
      answerTo({ stacks: { Stack: { ...stack, resources: resources as Record<string, unknown> } } }, {});
    }),
    { numRuns: Number(process.env.LAW_RUNS ?? 150) },
  );
});

const TERRAFORM_TYPES = [
  'aws_sqs_queue',
  'aws_route53_record',
  'aws_route53_health_check',
  'aws_dynamodb_table',
  'google_cloud_run_v2_service',
];

test("nor does any of Terraform's JSON", () => {
  const names = fc.dictionary(fc.constantFrom('a', 'b'), anyTemplate);
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...TERRAFORM_TYPES), fc.oneof(names, anyTemplate)), (resource) => {
      answerTo({ terraform: { stack: { resource } } }, {});
    }),
    { numRuns: Number(process.env.LAW_RUNS ?? 150) },
  );
});

test('the same estate is judged the same, in whatever order its resources stand', () => {
  fc.assert(
    fc.property(fc.constantFrom(...BROKEN), fc.integer(), (example, seed) => {
      const { stacks = {} } = example.broken;
      const turned = Object.fromEntries(
        Object.entries(stacks).map(([name, stack]) => {
          const entries = Object.entries(stack.resources);
          const by = Math.abs(seed) % Math.max(1, entries.length);
          return [name, { ...stack, resources: Object.fromEntries([...entries.slice(by), ...entries.slice(0, by)]) }];
        }),
      );
      expect(answerTo({ ...example.broken, stacks: turned }, example)).toEqual(answerTo(example.broken, example));
    }),
    { numRuns: 40 },
  );
});
