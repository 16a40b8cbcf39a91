import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { judge } from '../../../lib/bundle/baker';
import { InvalidConfiguration } from '../../../lib/contract/problem';
import { registerInit } from '../../../lib/operations/init/command';
import { loadServingFile } from '../../../lib/topology/load';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'understudy-init-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function init(...args: string[]): string {
  const printed: string[] = [];
  const program = new Command();
  registerInit(program, (text) => printed.push(text));
  program.parse(['init', '--config', join(folder, 'fleet/serving.yaml'), ...args], { from: 'user' });
  return printed.join('\n');
}

test.each<[what: string, args: string[], cells: RegExp[], survive: string[]]>([
  ['AWS alone', [], [/^aws:/, /^aws:/, /^aws:/], ['any-cell']],
  [
    'with --google, both clouds',
    ['--google'],
    [/^aws:/, /^aws:/, /^aws:/, /^google:/, /^google:/],
    ['any-cell', 'any-cloud', 'any-provider'],
  ],
])('what it writes is right as it is, its prepared texts too: %s', (_, args, cells, survive) => {
  const printed = init(...args);
  for (const file of ['serving.yaml', 'responses/canned.yaml', 'responses/intents.yaml']) {
    expect(printed).toContain(join(folder, 'fleet', file));
  }
  const { awsCells, google, objectives } = loadServingFile(join(folder, 'fleet/serving.yaml'), judge);
  const ids = [...awsCells, ...(google?.cells ?? [])].map(({ id }) => id);
  expect(ids).toEqual(cells.map((cell) => expect.stringMatching(cell)));
  expect(objectives.survive).toEqual(survive);
});

test('what comes next names the file, quoted where a shell wants it', () => {
  expect(init()).toContain(`  npx --no -- understudy start --config ${join(folder, 'fleet/serving.yaml')}`);
});

test('everything that is one’s own is marked', () => {
  init('--google');
  const text = readFileSync(join(folder, 'fleet/serving.yaml'), 'utf8');
  for (const key of [
    'service',
    'domain',
    'hostedZone',
    'account',
    'project',
    'projectNumber',
    'stateBucket',
    'demand',
  ]) {
    expect(text).toMatch(new RegExp(`^ *${key}: .*# yours`, 'm'));
  }
});

test.each(['serving.yaml', 'responses/intents.yaml'])('it overwrites nothing: %s', (name) => {
  mkdirSync(join(folder, 'fleet/responses'), { recursive: true });
  writeFileSync(join(folder, 'fleet', name), 'mine');
  const before = readdirSync(folder, { recursive: true }).sort();
  expect(() => init()).toThrow(InvalidConfiguration);
  expect(() => init()).toThrow(/already-there.*\n.*fleet/);
  expect(readFileSync(join(folder, 'fleet', name), 'utf8')).toBe('mine');
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
});

test('where nothing can be written it says so', () => {
  writeFileSync(join(folder, 'fleet'), '');
  expect(() => init()).toThrow(/unwritable-output: --config/);
});
