import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type StackArtifact, stackArtifacts } from './assembly/artifacts';
import { AssemblyFiles, MANIFEST, manifestOf } from './assembly/assembly-files';
import { assetsOf } from './assembly/assets';
import { intentOf } from './assembly/intent';
import { nodesOf } from './assembly/template-nodes';
import type { Estate, EstateNode, EstateStack } from './estate';
import { isJsonObject, type JsonObject, kindOf, own } from './json';
import { UnreadableEstate } from './unreadable';
import { Unknown } from './value';

/**
 * Reads a synthesized cloud assembly (`cdk.out`), with the nested assemblies of its Stages. The resources of nested
 * CloudFormation stacks are not read: such a stack is one node of type `AWS::CloudFormation::Stack`.
 *
 * @param directory the folder that holds `manifest.json`
 * @throws UnreadableEstate with everything that is wrong, when anything is
 */
export function readCloudAssembly(directory: string): Estate {
  const files = new AssemblyFiles(resolve(directory));
  if (!existsSync(manifestOf(files.root))) {
    files.report(manifestOf(files.root), {
      code: 'missing-manifest',
      path: '',
      message: existsSync(files.root) ? 'The folder holds no cloud assembly.' : 'There is no such folder.',
      found: files.root,
      allowed: `a folder with a ${MANIFEST}`,
      mend: 'run `cdk synth` first, and name the folder that it wrote (cdk.out)',
    });
    throw new UnreadableEstate(files.problems);
  }
  const artifacts = stackArtifacts(files, files.root);
  const stacks: EstateStack[] = [];
  const nodes = new Map<string, EstateNode>();
  for (const artifact of artifacts) {
    const template = templateOf(files, artifact);
    if (template === undefined) continue;
    const stack = stackOf(files, artifact, template);
    stacks.push(stack);
    for (const node of nodesOf(stack, template, prefixOf(files, artifact, artifacts), artifact.constructPaths)) {
      nodes.set(node.id, node);
    }
  }
  if (files.problems.length > 0) throw new UnreadableEstate(files.problems);
  return { directory: files.root, stacks, nodes };
}

function templateOf(files: AssemblyFiles, artifact: StackArtifact): JsonObject | undefined {
  const template = files.readObject(artifact.templateFile, {
    file: manifestOf(files.root),
    path: `artifacts.${artifact.id}.properties.templateFile`,
  });
  if (template === undefined) return undefined;
  const resources = own(template, 'Resources');
  // CDK writes an empty stack without Resources.
  if (resources === undefined || isJsonObject(resources)) return template;
  files.report(artifact.templateFile, {
    code: 'not-a-template',
    path: 'Resources',
    message: 'The file is no CloudFormation template.',
    found: kindOf(resources),
    allowed: 'an object of resources',
    mend: 'synthesize again',
  });
  return undefined;
}

function stackOf(files: AssemblyFiles, artifact: StackArtifact, template: JsonObject): EstateStack {
  const file = files.nameOf(artifact.templateFile);
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(artifact.environment) ?? [];
  const known = (what: string, value: string | undefined) =>
    value === undefined || value === `unknown-${what}`
      ? new Unknown(`the stack is bound to no ${what} (its environment is chosen at deployment)`, { file, path: '' })
      : value;
  const intent = intentOf(files, artifact.templateFile, template);
  return {
    name: artifact.stackName,
    file,
    cloud: 'aws',
    region: known('region', region),
    account: known('account', account),
    dependsOn: artifact.dependsOn,
    ...(intent === undefined ? {} : { intent }),
    terminationProtection: artifact.terminationProtection,
    assets: assetsOf(files, artifact),
  };
}

/** Two stacks may share a name, in two Regions or accounts; then their files tell them apart. */
function prefixOf(files: AssemblyFiles, artifact: StackArtifact, all: readonly StackArtifact[]): string {
  const namesakes = all.filter(({ stackName }) => stackName === artifact.stackName);
  return namesakes.length === 1
    ? artifact.stackName
    : files.nameOf(artifact.templateFile).replace(/\.template\.json$/, '');
}
