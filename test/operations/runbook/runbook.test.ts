import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { RUNBOOK_SECTIONS } from '../../../lib/contract/runbook';
import { registerRunbook } from '../../../lib/operations/runbook';
import { factsOf, type RunbookFacts } from '../../../lib/operations/runbook/facts';
import type { Section } from '../../../lib/operations/runbook/section';
import { sectionsOf } from '../../../lib/operations/runbook/sections';
import { bothClouds } from '../../rehearsal/support/flight';

let folder: string;
let facts: RunbookFacts;
let sections: readonly Section[];
beforeAll(() => {
  const both = bothClouds('quality');
  folder = both.folder;
  facts = factsOf(both.estate);
  sections = sectionsOf(facts);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const commandsOf = (anchor: Section['anchor']) =>
  sections.filter((one) => one.anchor === anchor).flatMap(({ steps }) => steps.flatMap(({ commands }) => commands));

async function run(...args: string[]): Promise<string> {
  const printed: string[] = [];
  const program = new Command().exitOverride();
  registerRunbook(program, (text) => printed.push(text));
  await program.parseAsync(['runbook', ...args], { from: 'user' });
  return printed.join('\n');
}

test('every section that an alarm may send people to is there, once', () => {
  expect(sections.map(({ anchor }) => anchor).sort()).toEqual(Object.keys(RUNBOOK_SECTIONS).sort());
});

test('both clouds’ dashboards are named where people look first', () => {
  const [see] = sections.filter(({ anchor }) => anchor === 'see');
  const told = see?.steps.map(({ what }) => what).join('\n');
  expect(told).toContain('In CloudWatch: the dashboards');
  expect(told).toContain("In Google's Cloud Monitoring: the dashboard assistant-google,");
  const alone = sectionsOf({ ...facts, googleDashboard: undefined }).find(({ anchor }) => anchor === 'see');
  expect(alone?.steps.map(({ what }) => what).join('\n')).not.toContain('Cloud Monitoring');
});

test('a cell is evacuated by one call of the object store where its switch lies, and restored by another', () => {
  const bucket = (region: string) => `--bucket assistant-state-111122223333-${region}`;
  for (const [anchor, verb] of [
    ['evacuate', 'put'],
    ['restore', 'delete'],
  ] as const) {
    const aws = commandsOf(anchor).filter((one) => one.startsWith('aws '));
    expect(aws).toEqual([
      `aws s3api ${verb}-object ${bucket('eu-west-1')} --key switch/eu-central-1 --region eu-west-1`,
      `aws s3api ${verb}-object ${bucket('eu-central-1')} --key switch/eu-west-1 --region eu-central-1`,
      `aws s3api ${verb}-object ${bucket('eu-central-1')} --key switch/google --region eu-central-1`,
    ]);
  }
});

test('every cell of both clouds is seen, its rungs disabled, its keys read and its dead letters redriven', () => {
  expect(facts.cells.map(({ cell }) => cell).sort()).toEqual([
    ...['aws:eu-central-1', 'aws:eu-west-1'],
    ...['google:europe-west1', 'google:europe-west4'],
  ]);
  for (const anchor of ['see', 'rung', 'keys', 'redrive'] as const) {
    const text = commandsOf(anchor).join('\n');
    for (const { region } of facts.cells) expect(text).toContain(region);
    // Nothing of it stayed unread.
    expect(text).not.toMatch(/^#|PROJECT|ACCOUNT/m);
  }
});

test('what waits for the control planes of us-east-1 says so, and leaving does not', () => {
  const waits = sections
    .filter(({ withoutUsEast1 }) => !withoutUsEast1.startsWith('works'))
    .map(({ anchor }) => anchor);
  expect(waits.sort()).toEqual(['certificate', 'failBack']);
});

test('each act by hand has the command of ours that does the same with more care', () => {
  const own = (anchor: Section['anchor']) =>
    commandsOf(anchor).filter((one) => one.startsWith('npx --no -- understudy '));
  expect(own('restore')).toEqual(['npx --no -- understudy restore aws:eu-central-1']);
  for (const { cell } of facts.cells) {
    expect(own('redrive')).toContain(`npx --no -- understudy jobs redrive ${cell}`);
  }
  expect(own('failBack')).toContain('npx --no -- understudy keys grant DIGEST');
});

test('a key is replaced by hand in every cell: read, merged and written', () => {
  const written = commandsOf('keys').filter((one) => one.includes('keys add DIGEST'));
  expect(written).toHaveLength(facts.cells.length);
  expect(written.filter((one) => one.includes('put-secret-value'))).toHaveLength(2);
  expect(written.filter((one) => one.includes('versions add'))).toHaveLength(2);
});

test('a release goes out stack by stack in its order, with a wait after each cell', () => {
  const commands = commandsOf('deploy');
  const order = commands.flatMap((one) => /cdk deploy --exclusively (\S+)/.exec(one)?.[1] ?? []);
  expect(order).toEqual(facts.stacks);
  expect(commands.slice(commands.findIndex((one) => one.endsWith('Assistant-eu-central-1'))).slice(0, 3)).toEqual([
    'npx cdk deploy --exclusively Assistant-eu-central-1',
    'npx --no -- understudy status --cell aws:eu-central-1 --for 1h',
    'npx cdk deploy --exclusively Assistant-FrontDoor',
  ]);
  const waits = commands.flatMap((one) => /status --cell (\S+)/.exec(one)?.[1] ?? []);
  expect(waits.sort()).toEqual(facts.cells.map(({ cell }) => cell).sort());
});

test('a release is taken back under way by CodeDeploy, and afterwards by its aliases', () => {
  const text = commandsOf('rollBack').join('\n');
  for (const group of ['gateway', 'health']) {
    expect(text).toContain(`--region eu-west-1 --application-name assistant --deployment-group-name ${group} `);
  }
  for (const alias of ['live', 'warm']) expect(text).toContain(`--name ${alias} --function-version VERSION`);
  expect(text).toContain('--auto-rollback-enabled');
});

test('stacks are named in the order in which they are deployed', () => {
  expect(facts.stacks.filter((name) => !name.includes('Data'))).toEqual([
    'Assistant-eu-central-1',
    'Assistant-FrontDoor',
    'Assistant-eu-west-1',
  ]);
});

test('where jobs outlive a cloud, what tells the clouds of each other is applied in its order; else nothing is said', () => {
  const said = (routes: RunbookFacts['fleet']['routes']) =>
    sectionsOf({ ...facts, fleet: { ...facts.fleet, routes } })
      .flatMap(({ steps }) => steps)
      .flatMap(({ commands }) => commands)
      .filter((command) => command.startsWith('terraform') && command.endsWith('google-serving apply'));
  const { routes } = facts.fleet;
  const before = said(routes).length;
  expect(said(routes.map((route) => ({ ...route, queue: 'allowed', durability: 'cloud' })))).toHaveLength(before + 1);
  expect(said(routes.map((route) => ({ ...route, queue: 'never', durability: 'cloud' })))).toHaveLength(before);
});

test('a shell can read every command', () => {
  const all = sections.flatMap(({ steps }) => steps.flatMap(({ commands }) => commands));
  expect(all.length).toBeGreaterThan(40);
  const { status, stderr } = spawnSync('sh', ['-n'], { input: all.join('\n'), encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

test('it is Markdown whose links lead somewhere, on paper or in a file', async () => {
  const paths = [join(folder, 'cdk.out'), join(folder, 'cdktf.out')];
  const text = await run(...paths);
  const linked = [...text.matchAll(/\]\(#([a-z-]+)\)/g)].map(([, anchor]) => anchor);
  expect(linked).toHaveLength(sections.length);
  for (const anchor of linked) expect(text).toContain(`<a id="${anchor}"></a>`);

  const file = join(folder, 'runbook.md');
  await run(...paths, '--out', file);
  expect(readFileSync(file, 'utf8').trimEnd()).toBe(text);
  expect(JSON.parse(await run(...paths, '--json')).sections).toHaveLength(sections.length);
});

test('of the half that was synthesized it says what it can', async () => {
  expect(await run(join(folder, 'cdk.out'))).not.toContain('gs://');
});

test('a name that a parameter decides is told once the parameter is given, and one that nothing declares is refused', async () => {
  const template = join(folder, 'beside.json');
  const DashboardName = { Ref: 'Board' };
  const Resources = { Watch: { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardName } } };
  writeFileSync(template, JSON.stringify({ Parameters: { Board: { Type: 'String' } }, Resources }));
  const paths = [join(folder, 'cdk.out'), `${template}@eu-west-1`];
  expect(await run(...paths)).not.toContain('night-watch');
  expect(await run(...paths, '--parameters', 'Board=night-watch')).toContain('night-watch');
  await expect(run(...paths, '--parameters', 'Bord=night-watch')).rejects.toThrow('unknown-parameter');
});

test('what is no fleet is refused', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'understudy-test-'));
  try {
    await expect(run(empty)).rejects.toThrow();
    expect(() => factsOf({ directories: [], stacks: [], nodes: new Map() })).toThrow(/^no-fleet/);
  } finally {
    rmSync(empty, { recursive: true });
  }
});
