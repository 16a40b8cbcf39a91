import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine } from '../../bin/command-line';
import { InvalidConfiguration } from '../../lib/contract/problem';

let directory: string;
let config: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'understudy-respond-'));
  config = join(directory, 'serving.yaml');
  writeFileSync(config, readFileSync(join(__dirname, '..', 'topology', 'fixture', 'serving.yaml')));
  mkdirSync(join(directory, 'responses'));
  write({
    'canned.yaml': 'answer: Not now.\n',
    'intents.yaml': '- {name: order, pattern: "order (?<id>\\\\d+)", template: "Order {{id}}, {{metadata.name}}."}\n',
    'refunds.md': '# Refunds\n\nA refund takes five days.\n',
  });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function write(files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, 'responses', name), content);
}

async function run(...args: string[]): Promise<string> {
  const printed: string[] = [];
  const program = commandLine((text) => printed.push(text));
  for (const command of [program, ...program.commands]) command.configureOutput({ writeErr: () => undefined });
  await program.parseAsync(['respond', '--config', config, ...args], { from: 'user' });
  return printed.join('\n');
}

test.each([
  [['where is order 7?', '--metadata', 'name=Ann=Lee'], 'Order 7, Ann=Lee.\n\nanswered by the intent order'],
  [
    ['when does a refund come?'],
    'A refund takes five days.\n\n(From refunds.md, “Refunds”)\n\nanswered by the passage refunds.md#1',
  ],
  [['a sonnet'], 'Not now.\n\nanswered by the canned answer: no intent and no passage fits'],
])('%j', async (args, printed) => {
  expect(await run(...args)).toBe(printed);
});

test('--json prints what answered, and nothing else', async () => {
  expect(JSON.parse(await run('order 7', '--json', '--metadata', 'name=Ann', '--metadata', 'x=y'))).toEqual({
    text: 'Order 7, Ann.',
    by: { kind: 'intent', name: 'order' },
  });
});

test('packs with a mistake answer nothing, and say where it is', async () => {
  write({ 'intents.yaml': '- name: a\n  pattern: (a+)+$\n  template: x\n' });
  const problem = { code: 'slow-pattern', file: join(directory, 'responses', 'intents.yaml'), line: 2 };
  await expect(run('order 7')).rejects.toMatchObject({ problems: [problem] });
  await expect(run('order 7')).rejects.toBeInstanceOf(InvalidConfiguration);
});

test('metadata that is no pair, or has a key twice, is refused, with what is wrong with the packs', async () => {
  write({ 'intents.yaml': '- name: a\n  pattern: (a+)+$\n  template: x\n' });
  const metadata = ['Ann', '=x', 'name=Ann', 'name=Lee'].flatMap((pair) => ['--metadata', pair]);
  await expect(run('order 7', ...metadata)).rejects.toMatchObject({
    problems: [
      { code: 'malformed-metadata', found: 'Ann' },
      { code: 'malformed-metadata', found: '=x' },
      { code: 'duplicate-metadata', found: 'name=Lee' },
      { code: 'slow-pattern' },
    ],
  });
});
