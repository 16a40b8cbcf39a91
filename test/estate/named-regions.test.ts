import { RegionInfo } from 'aws-cdk-lib/region-info';
import { commandLine } from '../../bin/command-line';
import { endingOf } from '../../bin/report';
import { isAwsRegion, nearestAwsRegion } from '../../lib/estate/aws-regions';

test('every Region that the CDK knows is one, of every partition', () => {
  const names = RegionInfo.regions.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !isAwsRegion(name))).toEqual([]);
});

test.each([
  ['eu-wst-1', 'eu-west-1'],
  ['us-eats-2', 'us-east-2'],
  ['mars-olympus-mons-7', undefined],
])('%s is no Region; %s was meant', (region, meant) => {
  expect(isAwsRegion(region)).toBe(false);
  expect(nearestAwsRegion(region)).toBe(meant);
});

// One grammar, whichever command reads: what one refuses, no other takes for a template of nowhere.
test.each([['check'], ['drill'], ['runbook']])(
  '%s refuses a Region that there is not, as the others do',
  async (name) => {
    const program = commandLine(() => {});
    for (const command of [program, ...program.commands]) command.configureOutput({ writeErr: () => {} });
    const ended = await program.parseAsync([name, 'jobs.yaml@eu-wst-1'], { from: 'user' }).then(
      () => undefined,
      (error: unknown) => endingOf(error, false),
    );
    expect(ended?.status).toBe(2);
    expect(ended?.text).toMatch(/unknown-region: jobs\.yaml@eu-wst-1: (.|\n)*did you mean `eu-west-1`\?/);
  },
);
