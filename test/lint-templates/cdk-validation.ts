import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib/core';
import type { Declared } from './declared';
import type { Finding } from './finding';
import { runTool } from './run-tool';

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly description: string;
      readonly violatingConstructs: readonly {
        readonly constructPath: string;
        readonly cloudFormationResource?: { readonly templatePath: string; readonly logicalId: string };
      }[];
    }[];
  }[];
}

const REPORT = 'validation-report.json';

/** Synthesizes a declaration with aws-cdk-lib's template validation on, errors and warnings. @returns what it said */
export function validatedSynth({ file, synthesized }: Declared): Finding[] {
  const { assembly, terraform } = synthesized;
  // One of an earlier run would speak of other templates.
  for (const folder of [assembly, terraform]) rmSync(folder, { recursive: true, force: true });
  const context = ['@aws-cdk/core:validateAgainstDefaultRules=true', `config=${file}`].flatMap((one) => ['-c', one]);
  const command = ['synth', '--quiet', '--output', assembly, ...context];
  const { status, stderr } = runTool('node_modules/.bin/cdk', command, 180, { ...process.env, CDK_VALIDATION: 'true' });
  if (status !== 0 && !existsSync(join(assembly, REPORT))) {
    throw new Error(`synth of ${file} ended with ${status}\n${stderr}`);
  }
  return readReport(assembly);
}

/** The same of an app that is refused. */
export function refusedSynth(app: App): Finding[] {
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = 'true';
  try {
    app.synth();
  } catch {
    // Refused, as it should be: the report says for what.
  } finally {
    if (before === undefined) delete process.env.CDK_VALIDATION;
    else process.env.CDK_VALIDATION = before;
  }
  return readReport(app.outdir);
}

function readReport(directory: string): Finding[] {
  const { pluginReports } = JSON.parse(readFileSync(join(directory, REPORT), 'utf8')) as Report;
  return pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, description, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath, cloudFormationResource: resource }) => ({
        tool: 'aws-cdk-lib' as const,
        rule: ruleName,
        type: '-',
        place: resource === undefined ? constructPath : `${resource.templatePath}#${resource.logicalId}`,
        message: description,
      })),
    ),
  );
}
