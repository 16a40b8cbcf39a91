/**
 * The broken estates of the rules' own examples, through cdk-nag, cfn-lint and checkov: a tool notices one when it says
 * something of it that it does not say of the compliant one beside it. Rewrites the table in the README.
 * `npm run compare:checks`; what the machine has not is left out, and nothing is written then. With `--check` it writes
 * nothing either, and fails where the README says otherwise.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { App, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { RULES } from '../../lib/checks/pack';
import { FAMILIES, type Family } from '../../lib/checks/rule';
import { type Example, type Sources, templateOf } from '../checks/example';
import { CFN_LINT, CHECKOV, NO_PYTHON, pythonTool } from '../lint-templates/python-tool';
import { runTool } from '../lint-templates/run-tool';

const root = resolve(__dirname, '../..');
const EXAMPLES = join(root, 'test/checks/rules');
const VERSIONS = ['compliant', 'broken'] as const;
type Version = (typeof VERSIONS)[number];

/** What a tool says, by the example and the version of it: its rules with the resources they are about. */
type Said = Map<string, Set<string>>;

const work = mkdtempSync(join(tmpdir(), 'compare-checks-'));
const judged = RULES.filter(({ family }) => family !== 'suppression').map(({ id, family }) => ({ id, family }));

function note(said: Said, file: string, what: string): void {
  // `rule--version--stack.template.json`
  const [id = '', version = ''] = basename(file).split('--');
  const key = `${id} ${version}`;
  said.set(key, (said.get(key) ?? new Set()).add(what));
}

function writeSources(id: string, version: Version, { stacks = {}, terraform = {} }: Sources): void {
  for (const [name, stack] of Object.entries(stacks)) {
    const file = join(work, `${id}--${version}--${name}.template.json`);
    writeFileSync(file, JSON.stringify(templateOf(stack), null, 1));
  }
  for (const [name, json] of Object.entries(terraform)) {
    const folder = join(work, 'terraform', `${id}--${version}--${name}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${id}--${version}--${name}.tf.json`), JSON.stringify(json, null, 1));
  }
}

for (const { id } of judged) {
  const { example } = require(join(EXAMPLES, `${id}.ts`)) as { example: Example };
  for (const version of VERSIONS) writeSources(id, version, example[version]);
}
const templates = readdirSync(work)
  .filter((name) => name.endsWith('.template.json'))
  .map((name) => join(work, name));

function byCfnLint(program: string): Said {
  const said: Said = new Map();
  const { stdout } = runTool(program, ['--format', 'json', '--', ...templates], 400);
  for (const { Filename, Rule, Location } of JSON.parse(stdout === '' ? '[]' : stdout)) {
    note(said, Filename, `${Rule.Id} ${(Location.Path ?? []).slice(0, 2).join('.')}`);
  }
  return said;
}

function byCheckov(program: string): Said {
  const said: Said = new Map();
  const options = ['--directory', work, '--framework', 'cloudformation', 'terraform', '--compact', '--quiet'];
  const { stdout } = runTool(program, [...options, '--skip-download', '--output', 'json'], 400);
  for (const { results } of [JSON.parse(stdout)].flat()) {
    for (const { check_id, file_path, resource } of results?.failed_checks ?? [])
      note(said, file_path, `${check_id} ${resource}`);
  }
  return said;
}

function byNag(): Said {
  const said: Said = new Map();
  for (const templateFile of templates) {
    const app = new App({ outdir: join(work, 'nag'), analyticsReporting: false });
    const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    try {
      new CfnInclude(stack, 'Template', { templateFile });
    } catch {
      continue; // It takes no template with names that lead nowhere.
    }
    for (const { ruleName, violatingResources } of new AwsSolutionsChecks(app).validateScope(app).violations) {
      for (const { constructPath } of violatingResources) note(said, templateFile, `${ruleName} ${constructPath}`);
    }
  }
  return said;
}

function notices(said: Said, id: string): boolean {
  const before = said.get(`${id} compliant`) ?? new Set();
  return [...(said.get(`${id} broken`) ?? [])].some((what) => !before.has(what));
}

try {
  const [lint, checkov] = [pythonTool(CFN_LINT), pythonTool(CHECKOV)];
  const tools: Record<string, Said> = {
    [`cdk-nag ${require('cdk-nag/package.json').version}`]: byNag(),
    ...(lint === undefined ? {} : { [`cfn-lint ${CFN_LINT.version}`]: byCfnLint(lint) }),
    ...(checkov === undefined ? {} : { [`checkov ${CHECKOV.version}`]: byCheckov(checkov) }),
  };
  const names = Object.keys(tools);
  const families = (Object.keys(FAMILIES) as Family[]).filter((family) => judged.some((one) => one.family === family));
  const rows = [
    ['broken estates', 'all', ...names, 'understudy check'],
    ...families.map((family) => {
      const own = judged.filter((one) => one.family === family);
      const counts = names.map((name) => String(own.filter(({ id }) => notices(tools[name] as Said, id)).length));
      return [FAMILIES[family], String(own.length), ...counts, String(own.length)];
    }),
  ];
  const sums = names.map((name) => String(judged.filter(({ id }) => notices(tools[name] as Said, id)).length));
  rows.push(['**all**', String(judged.length), ...sums, String(judged.length)]);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const table = [line(rows[0] ?? []), rule, ...rows.slice(1).map(line)].join('\n');
  console.log(table);
  for (const name of names) {
    console.log(
      `\n${name}: ${judged
        .filter(({ id }) => notices(tools[name] as Said, id))
        .map(({ id }) => id)
        .join(', ')}`,
    );
  }
  if (names.length < 3) console.log(`\nnot run: the comparison with cfn-lint and checkov, ${NO_PYTHON}`);
  else {
    const file = join(root, 'README.md');
    const readme = readFileSync(file, 'utf8');
    const marked = /<!-- comparison -->[\s\S]*<!-- \/comparison -->/;
    const written = readme.replace(marked, `<!-- comparison -->\n\n${table}\n\n<!-- /comparison -->`);
    if (!process.argv.includes('--check')) writeFileSync(file, written);
    else if (written !== readme) {
      console.error("The README's table is another one: `npm run compare:checks` writes it anew.");
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
