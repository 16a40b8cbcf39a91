/**
 * The README's examples for GitHub and GitLab against the published schemas of both (SchemaStore's, which the package
 * check-jsonschema carries): `npm run validate:ci-examples`. Each with a spoilt one beside it, which must be refused.
 * What the hosts do with them is not run anywhere here.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { NO_PYTHON, pythonTool } from '../lint-templates/python-tool';

const TOOL = { package: 'check-jsonschema', version: '0.39.0', program: 'check-jsonschema' };

/** By the marks in the README: the schema, and what spoils the example. */
const EXAMPLES = {
  github: { schema: 'vendor.github-workflows', spoilt: ['runs-on:', 'run-on:'] },
  gitlab: { schema: 'vendor.gitlab-ci', spoilt: ['when: always', 'when: sometimes'] },
} as const;

const readme = readFileSync(resolve(__dirname, '../../README.md'), 'utf8');

function exampleOf(host: string): string {
  const text = new RegExp(`<!-- ci: ${host} -->\\s*\`\`\`yaml\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1];
  if (text === undefined) throw new Error(`the README has no example for ${host}`);
  return text;
}

function main(): number {
  const program = pythonTool(TOOL);
  if (program === undefined) {
    console.log(`not run: the examples for GitHub and GitLab against their schemas, ${NO_PYTHON}`);
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), 'ci-examples-'));
  const accepts = (schema: string, name: string, text: string): boolean => {
    const file = join(folder, `${name}.yml`);
    writeFileSync(file, text);
    const { status, stdout, stderr } = spawnSync(program, ['--builtin-schema', schema, file], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    if (status !== 0 && status !== 1) throw new Error(`${TOOL.program} did not judge: ${stderr}`);
    if (status === 1 && !name.endsWith('spoilt')) console.error(stdout);
    return status === 0;
  };
  try {
    const failed = Object.entries(EXAMPLES).filter(([host, { schema, spoilt }]) => {
      const text = exampleOf(host);
      const broken = text.replace(...(spoilt as unknown as [string, string]));
      const isRight = accepts(schema, host, text) && broken !== text && !accepts(schema, `${host}-spoilt`, broken);
      console.log(`${isRight ? 'ok     ' : 'FAILED '} ${host}: ${schema} takes the example, and refuses a spoilt one`);
      return !isRight;
    });
    return failed.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = main();
