import { join, resolve } from 'node:path';
import type { Estate, EstateNode, EstateStack } from './estate';
import { isJsonObject, own } from './json';
import type { Problem } from './problem';
import { cloudAssembly } from './read-cloud-assembly';
import { manifestOf, SynthesizedFiles } from './synthesized-files';
import { TerraformStacks } from './terraform/evaluate';
import { readStacks } from './terraform/read-stacks';
import type { StackFile } from './terraform/stack-file';
import { nodesOf } from './terraform/stack-nodes';
import { UnreadableEstate } from './unreadable';

/**
 * Reads what was synthesized into these folders as one estate: cloud assemblies (`cdk.out`) and outputs of CDK for
 * Terraform (`cdktf.out`), in any number and order.
 *
 * @param paths the folders that hold a `manifest.json` each
 * @throws UnreadableEstate with everything that is wrong in any of them
 */
export function readEstate(paths: readonly string[]): Estate {
  const problems: Problem[] = [];
  const assemblies: Estate[] = [];
  const terraform: StackFile[] = [];
  const directories = paths.map((path) => resolve(path));
  for (const [index, directory] of directories.entries()) {
    const files = new SynthesizedFiles(directory);
    if (files.hasManifest()) {
      if (isTerraform(files)) terraform.push(...readStacks(files));
      else assemblies.push(cloudAssembly(files));
    }
    problems.push(...files.problems.map((one) => ({ ...one, file: join(paths[index], one.file ?? '') })));
  }
  const together = new TerraformStacks(terraform);
  const nodes = [
    ...assemblies.flatMap((assembly) => [...assembly.nodes.values()]),
    ...terraform.flatMap((file) => nodesOf(together, file)),
  ];
  problems.push(...(paths.length === 0 ? [NO_FOLDER] : readTwice(nodes)));
  if (problems.length > 0) throw new UnreadableEstate(problems);
  return {
    directories,
    stacks: [...assemblies.flatMap(({ stacks }) => stacks), ...terraform.map(({ stack }) => stack)],
    nodes: new Map(nodes.map((node) => [node.id, node])),
  };
}

/** Both tools call their manifest alike. What is neither's is left to the assembly's reader to refuse. */
function isTerraform({ root }: SynthesizedFiles): boolean {
  // With files of its own: what is wrong with the manifest is reported by whoever reads it next.
  const manifest = new SynthesizedFiles(root).readObject(manifestOf(root));
  return isJsonObject(own(manifest, 'stacks')) && own(manifest, 'artifacts') === undefined;
}

const NO_FOLDER: Problem = {
  code: 'no-folder',
  path: '',
  message: 'No folder is named, and nothing would be read.',
  mend: 'name the folders that were synthesized (cdk.out, cdktf.out)',
};

/** Ids are unique in an estate, so one stack cannot be in it twice. */
function readTwice(nodes: readonly EstateNode[]): Problem[] {
  const stacks = new Map<string, EstateStack>();
  const twice = new Set<string>();
  for (const { id, stack } of nodes) {
    const other = stacks.get(id);
    if (other !== undefined && other !== stack) twice.add(stack.name);
    stacks.set(id, stack);
  }
  return [...twice].map((name) => ({
    code: 'stack-read-twice',
    path: '',
    message: 'Two stacks of this name are in the folders.',
    found: name,
    mend: 'name each folder once, and only folders that belong together',
  }));
}
