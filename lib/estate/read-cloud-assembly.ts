import { resolve } from 'node:path';
import { type StackArtifact, stackArtifacts } from './assembly/artifacts';
import { assetsOf } from './assembly/assets';
import { nodesOf } from './assembly/template-nodes';
import type { Estate, EstateNode, EstateStack } from './estate';
import { intentOf } from './intent';
import { isJsonObject, type JsonObject, kindOf, own, ownObject } from './json';
import { manifestOf, SynthesizedFiles } from './synthesized-files';
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
  const files = new SynthesizedFiles(resolve(directory));
  const estate = files.hasManifest() ? cloudAssembly(files) : undefined;
  if (estate === undefined || files.problems.length > 0) throw new UnreadableEstate(files.problems);
  return estate;
}

/** What of the assembly can be read; what cannot is reported to the files. */
export function cloudAssembly(files: SynthesizedFiles): Estate {
  const artifacts = stackArtifacts(files, files.root);
  const stacks: EstateStack[] = [];
  const nodes = new Map<string, EstateNode>();
  for (const artifact of artifacts) {
    const template = templateOf(files, artifact);
    if (template === undefined) continue;
    const stack = stackOf(files, artifact, template);
    stacks.push(stack);
    for (const node of nodesOf(stack, template, prefixOf(files, artifact, artifacts), artifact.notes)) {
      nodes.set(node.id, node);
    }
  }
  return { directories: [files.root], stacks, nodes };
}

function templateOf(files: SynthesizedFiles, artifact: StackArtifact): JsonObject | undefined {
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

function stackOf(files: SynthesizedFiles, artifact: StackArtifact, template: JsonObject): EstateStack {
  const file = files.nameOf(artifact.templateFile);
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(artifact.environment) ?? [];
  const known = (what: string, value: string | undefined) =>
    value === undefined || value === `unknown-${what}`
      ? new Unknown(`the stack is bound to no ${what} (its environment is chosen at deployment)`, { file, path: '' })
      : value;
  const intent = intentOf(files, artifact.templateFile, template, 'Metadata');
  return {
    name: artifact.stackName,
    file,
    path: artifact.templateFile,
    language: 'cloudformation',
    region: known('region', region),
    account: known('account', account),
    dependsOn: artifact.dependsOn,
    ...(intent === undefined ? {} : { intent }),
    deployment: true,
    terminationProtection: artifact.terminationProtection,
    lookups: [],
    acknowledged: artifact.notes.acknowledged,
    metadata: ownObject(template, 'Metadata'),
    assets: assetsOf(files, artifact),
  };
}

/** Two stacks may share a name, in two Regions or accounts; then their files tell them apart. */
function prefixOf(files: SynthesizedFiles, artifact: StackArtifact, all: readonly StackArtifact[]): string {
  const namesakes = all.filter(({ stackName }) => stackName === artifact.stackName);
  return namesakes.length === 1
    ? artifact.stackName
    : files.nameOf(artifact.templateFile).replace(/\.template\.json$/, '');
}
