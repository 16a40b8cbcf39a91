import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { BROKEN, BROKEN_TERRAFORM } from './broken';
import { cfnLint } from './cfn-lint';
import { checkov, checkovTerraform } from './checkov';
import type { Finding } from './finding';
import { assertOwn } from './own-assertions';
import { CFN_LINT, CHECKOV, type PythonTool, pythonTool } from './python-tool';
import type { Synthesized } from './seeded/spoil';
import { readTemplates, writeTemplate } from './template';
import { understudyCheck } from './understudy-check';

/** A tool that reads the files that were synthesized, so that it can be shown spoilt ones too. */
interface FileTool {
  readonly tool: 'cfn-lint' | 'own assertions' | 'checkov' | 'checkov, Terraform' | 'understudy check';
  readonly version: string;
  readonly unseen: string;
  /** @returns undefined where what it needs is not on this machine */
  readonly ready: () => ((files: Synthesized) => Finding[]) | undefined;
}

export const FILE_TOOLS: readonly FileTool[] = [
  {
    tool: 'cfn-lint',
    version: CFN_LINT.version,
    unseen: 'roles of failover records, set identifiers, intervals of probes, principals',
    ready: byPython(
      CFN_LINT,
      (program) =>
        ({ assembly }) =>
          cfnLint(program, assembly, readTemplates(assembly)),
    ),
  },
  {
    tool: 'own assertions',
    version: '-',
    unseen: 'all but record sets, health checks and principals',
    ready:
      () =>
      ({ assembly }) =>
        assertOwn(readTemplates(assembly)),
  },
  {
    tool: 'checkov',
    version: CHECKOV.version,
    unseen: 'defaults of the services; failover',
    ready: byPython(
      CHECKOV,
      (program) =>
        ({ assembly }) =>
          checkov(program, assembly),
    ),
  },
  {
    tool: 'checkov, Terraform',
    version: CHECKOV.version,
    unseen: 'arguments that do not exist; the types of resources that it has no check for; failover',
    ready: byPython(
      CHECKOV,
      (program) =>
        ({ terraform }) =>
          checkovTerraform(program, join(terraform, 'stacks')),
    ),
  },
  {
    tool: 'understudy check',
    version,
    unseen: 'everything that does not decide whether the service survives',
    ready:
      () =>
      ({ assembly, terraform }) =>
        understudyCheck([assembly, terraform]),
  },
];

/** What every tool must find something in. */
export function writeBroken(directory: string): Synthesized {
  const [assembly, terraform] = [join(directory, 'cdk.out'), join(directory, 'cdktf.out')];
  mkdirSync(assembly, { recursive: true });
  writeTemplate(assembly, BROKEN);
  const stack = {
    type: 'aws:cloudformation:stack',
    environment: 'aws://111122223333/eu-west-1',
    properties: { templateFile: BROKEN.file },
  };
  write(assembly, 'manifest.json', { version: '55.0.0', artifacts: { Broken: stack } });
  write(join(terraform, 'stacks/broken'), 'cdk.tf.json', BROKEN_TERRAFORM);
  write(terraform, 'manifest.json', {
    version: '0.21.0',
    stacks: { broken: { name: 'broken', synthesizedStackPath: 'stacks/broken/cdk.tf.json', dependencies: [] } },
  });
  return { assembly, terraform };
}

function byPython(tool: PythonTool, reading: (program: string) => (files: Synthesized) => Finding[]) {
  return () => {
    const program = pythonTool(tool);
    return program === undefined ? undefined : reading(program);
  };
}

function write(directory: string, file: string, value: unknown): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, file), JSON.stringify(value));
}
