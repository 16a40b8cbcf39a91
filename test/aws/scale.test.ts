import { statSync } from 'node:fs';
import { App } from 'aws-cdk-lib/core';
import { Fleet } from '../../lib/aws/fleet';
import { InvalidConfiguration, type Problem } from '../../lib/contract/problem';
import { AWS_REGIONS } from '../../lib/topology/aws-regions';
import { healthCheckCount } from '../../lib/topology/health-check-count';
import type { ServingDocument } from '../../lib/topology/serving-document';
import { declaration, fleetOf, topology } from './fleets';

/** As the services refuse more. Texts of templates stand for what they become: a reference is about as long as a name. */
const LIMITS: Readonly<Record<string, number>> = {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
  resources: 500,
  'bytes of the template': 1_000_000,
  outputs: 200,
  parameters: 200,
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  'characters of the inline policies of a role': 10_240,
  'characters of a managed policy': 6_144,
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
  "bytes of a function's environment": 4_096,
};

/** The reference fleet, with a model that every Region has, in so many of them. */
function fleet(count: number): Partial<ServingDocument> {
  const others = AWS_REGIONS.filter((region) => region !== 'eu-central-1');
  const { ladder } = declaration();
  const [frontier, ...lower] = ladder as [(typeof ladder)[number], ...typeof ladder];
  const bedrock = { model: 'anthropic.claude-sonnet-4-5-20250929-v1:0', profile: 'global' } as const;
  return {
    aws: { account: '111122223333', regions: ['eu-central-1', ...others].slice(0, count) },
    ladder: [{ ...frontier, aws: { bedrock } }, ...lower],
    objectives: { survive: [] },
  };
}

type Stack = ReturnType<typeof fleetOf>['assembly']['stacks'][number];

/** How much of each limit one stack uses. */
function used({ template, templateFullPath }: Stack): Readonly<Record<string, number>> {
  const { Resources, Outputs = {}, Parameters = {} } = template;
  // biome-ignore lint/suspicious/noExplicitAny: templates have as many shapes as there are resource types
  const of = (type: string): any[] => Object.values<any>(Resources).filter(({ Type }) => Type === type);
  const length = (value: unknown) => JSON.stringify(value ?? '').length;
  const inline = new Map<string, number>();
  for (const { Properties } of of('AWS::IAM::Policy')) {
    for (const role of Properties.Roles) {
      const key = JSON.stringify(role);
      inline.set(key, (inline.get(key) ?? 0) + length(Properties.PolicyDocument));
    }
  }
  const most = (sizes: readonly number[]) => Math.max(0, ...sizes);
  return {
    resources: Object.keys(Resources).length,
    'bytes of the template': statSync(templateFullPath).size,
    outputs: Object.keys(Outputs).length,
    parameters: Object.keys(Parameters).length,
    'characters of the inline policies of a role': most([...inline.values()]),
    'characters of a managed policy': most(
      of('AWS::IAM::ManagedPolicy').map(({ Properties }) => length(Properties.PolicyDocument)),
    ),
    "bytes of a function's environment": most(
      of('AWS::Lambda::Function').map(({ Properties }) => length(Properties.Environment?.Variables)),
    ),
  };
}

describe.each([1, 3, 10, 30])('a fleet in %i Regions', (count) => {
  test('keeps every stack within what CloudFormation, IAM and Lambda take', () => {
    const { stacks } = fleetOf(fleet(count)).assembly;
    expect(stacks.length).toBeGreaterThan(count);
    const over = stacks.flatMap((stack) =>
      Object.entries(used(stack))
        .filter(([limit, amount]) => amount > (LIMITS[limit] as number))
        .map(([limit, amount]) => `${stack.stackName}: ${amount} ${limit}, ${LIMITS[limit]} are taken`),
    );
    expect(over).toEqual([]);
  });

  test('has as many health checks as are counted against the quota', () => {
    const resources = fleetOf(fleet(count)).assembly.stacks.flatMap(({ template }) =>
      Object.values<{ Type: string }>(template.Resources),
    );
    const checks = resources.filter(({ Type }) => Type === 'AWS::Route53::HealthCheck');
    expect(checks).toHaveLength(healthCheckCount(topology(fleet(count))).total);
  });
});

describe('an account that may have 20 health checks', () => {
  const within = (count: number) => () => {
    const app = new App({ context: { 'understudy:health-check-quota': 20 } });
    Fleet._of(app, 'Assistant', topology(fleet(count)));
  };

  test('takes three Regions', () => {
    expect(within(3)).not.toThrow();
  });

  test('refuses a fourth before anything is written, with how many there would be and how to have more', () => {
    expect(problemsOf(within(4))).toEqual([
      expect.objectContaining({
        code: 'health-check-quota',
        path: 'aws.regions',
        found: expect.stringMatching(/^24: 6 a Region/),
        allowed: '20 an account',
        mend: expect.stringContaining('understudy:health-check-quota'),
      }),
    ]);
  });
});

function problemsOf(run: () => unknown): readonly Problem[] {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems;
    throw error;
  }
  return [];
}
