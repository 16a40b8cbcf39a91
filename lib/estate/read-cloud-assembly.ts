import { resolve } from 'node:path';
import { type StackArtifact, stackArtifacts } from './assembly/artifacts';
import { assetsOf } from './assembly/assets';
import { lookupsIn } from './cloudformation/lookups';
import { withNested } from './cloudformation/nested-stacks';
import { nodesOfAll } from './cloudformation/nodes-of-all';
import type { TemplateFile } from './cloudformation/template-file';
import { unreadOf } from './cloudformation/unread';
import type { Estate, EstateStack } from './estate';
import { intentOf } from './intent';
import { isJsonObject, type JsonObject, kindOf, own, ownObject } from './json';
import { manifestOf, SynthesizedFiles } from './synthesized-files';
import { UnreadableEstate } from './unreadable';
import { FilledIn } from './value';

/**
 * Reads a synthesized cloud assembly (`cdk.out`), with the nested assemblies of its Stages and with nested stacks.
 *
 * @param directory the folder that holds `manifest.json`
 * @throws UnreadableEstate with everything that is wrong, when anything is
 */
export function readCloudAssembly(directory: string): Estate {
  const files = new SynthesizedFiles(resolve(directory));
  const templates = files.hasManifest() ? templatesOf(files) : [];
  const nodes = nodesOfAll(templates, (_, problem) => files.problems.push(problem));
  if (files.problems.length > 0) throw new UnreadableEstate(files.problems);
  return {
    directories: [files.root],
    stacks: templates.map(({ stack }) => stack),
    nodes: new Map(nodes.map((node) => [node.id, node])),
  };
}

/** The templates of the assembly that can be read; what cannot is reported to the files. */
export function templatesOf(files: SynthesizedFiles): TemplateFile[] {
  const artifacts = stackArtifacts(files, files.root);
  return artifacts.flatMap((artifact) => {
    const template = templateOf(files, artifact);
    if (template === undefined) return [];
    const stack = stackOf(files, artifact, template);
    const prefix = prefixOf(files, artifact, artifacts);
    return withNested(files, { stack, template, prefix, notes: artifact.notes });
  });
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
      ? new FilledIn(`the stack is bound to no ${what} (its environment is chosen at deployment)`, { file, path: '' })
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
    lookups: lookupsIn(template, file, known('region', region)),
    unread: unreadOf(template, file),
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
