import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SynthesizedStack } from '../emulated/assembly';
import { awsEnvironment } from '../emulated/cdk';
import { runTool } from '../lint-templates/run-tool';
import type { Change, Resources } from './lasting';

const CDK = join(__dirname, '../../node_modules/.bin/cdk');
const SECONDS = 120;
/** `cdk diff` compares with a file, and asks nobody. */
const NOWHERE = 'http://localhost:9';

const IMPACTS: Readonly<Record<string, Change['impact']>> = {
  replace: 'replaced',
  'may be replaced': 'perhaps replaced',
  destroy: 'deleted',
  orphan: 'left behind',
};

/** What the CDK command line says that a deployment would do to the resources of a stack that were there before. */
export function cdkDiff(assembly: string, { name, path }: SynthesizedStack, before: Resources): Change[] {
  const scratch = mkdtempSync(join(tmpdir(), 'compare-release-'));
  try {
    const template = join(scratch, 'before.json');
    writeFileSync(template, JSON.stringify({ Resources: before }));
    const { status, stdout, stderr } = runTool(
      CDK,
      ['diff', path, '--exclusively', '--app', assembly, '--template', template, '--no-color', '--no-notices'],
      SECONDS,
      { ...awsEnvironment(NOWHERE), CDK_OUTDIR: join(scratch, 'out') },
    );
    const text = `${stdout}\n${stderr}`;
    if (status !== 0 || !/Number of stacks with differences/.test(text))
      throw new Error(`cdk diff ended with ${status}\n${text}`);
    return changesIn(name, text);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** `[~] AWS::SQS::Queue Jobs/Queue JobsQueue24944186 replace`: what is to be replaced or removed. */
export function changesIn(stack: string, text: string): Change[] {
  return text.split('\n').flatMap((line) => {
    const [, type, resource, what] =
      /^\[[~-]\] (\S+) (?:.* )?(\S+) (replace|may be replaced|destroy|orphan)$/.exec(line) ?? [];
    const impact = IMPACTS[what ?? ''];
    return type === undefined || resource === undefined || impact === undefined
      ? []
      : [{ stack, resource, type, impact }];
  });
}
