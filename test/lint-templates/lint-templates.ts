/**
 * What linters that others wrote say of the synthesized templates: `npm run lint:templates [-- --json]`. Ends with 0, or
 * with 1 if a tool found what nobody accepted, did not notice what was broken on purpose, or could not be run though
 * its language is here.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { version as cdkVersion } from 'aws-cdk-lib/package.json';
import { version as nagVersion } from 'cdk-nag/package.json';
import { buildApp } from '../../bin/build-app';
import cdkJson from '../../cdk.json';
import { loadServingFile } from '../../lib/topology/load';
import { BROKEN, BROKEN_RULES, brokenStack, invalidApp } from './broken';
import { refusedSynth, VALIDATED, validatedSynth } from './cdk-validation';
import { cfnLint } from './cfn-lint';
import { checkov } from './checkov';
import type { Finding } from './finding';
import { nag } from './nag';
import { assertOwn } from './own-assertions';
import { CFN_LINT, CHECKOV, NO_PYTHON, type PythonTool, pythonTool } from './python-tool';
import { readTemplates, type Template, writeTemplate } from './template';
import { exitStatus, judge, notRun, table, type Verdict } from './verdict';

const scratch = mkdtempSync(join(tmpdir(), 'lint-templates-'));
try {
  const verdicts = lint();
  process.stdout.write(process.argv.includes('--json') ? `${JSON.stringify({ verdicts })}\n` : `${table(verdicts)}\n`);
  process.exitCode = exitStatus(verdicts);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function lint(): Verdict[] {
  const validated = validatedSynth();
  const templates = readTemplates(VALIDATED);
  const refused = refusedSynth(invalidApp(join(scratch, 'refused')));
  const app = new App({ autoSynth: false, context: cdkJson.context, outdir: join(scratch, 'nag') });
  buildApp(app, loadServingFile('serving.yaml'));
  const [cdk, own] = ['aws-cdk-lib', 'own assertions'] as const;
  return [
    judge(
      {
        tool: cdk,
        version: cdkVersion,
        unseen: 'values of another resource; what a service refuses when it is called',
      },
      validated,
      BROKEN_RULES[cdk],
      refused,
    ),
    byPython(
      CFN_LINT,
      'cfn-lint',
      'roles of failover records, set identifiers, intervals of probes',
      templates,
      cfnLint,
    ),
    judge(
      { tool: own, version: '-', unseen: 'all but record sets and health checks' },
      assertOwn(templates),
      BROKEN_RULES[own],
      assertOwn([BROKEN]),
    ),
    judge(
      { tool: 'cdk-nag', version: nagVersion, unseen: 'templates that were changed after synth; failover' },
      nag(app),
      BROKEN_RULES['cdk-nag'],
      nag(brokenStack()),
    ),
    byPython(
      CHECKOV,
      'checkov',
      'defaults of the services; failover; Terraform JSON, which it does not read',
      templates,
      checkov,
    ),
  ];
}

function byPython(
  pinned: PythonTool,
  tool: 'cfn-lint' | 'checkov',
  unseen: string,
  templates: readonly Template[],
  run: (program: string, directory: string, templates: readonly Template[]) => Finding[],
): Verdict {
  const { version } = pinned;
  const program = pythonTool(pinned);
  if (program === undefined) return notRun({ tool, version, unseen: NO_PYTHON });
  writeTemplate(scratch, BROKEN);
  return judge(
    { tool, version, unseen },
    run(program, VALIDATED, templates),
    BROKEN_RULES[tool],
    run(program, scratch, [BROKEN]),
  );
}
