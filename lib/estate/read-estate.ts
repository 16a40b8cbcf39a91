import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { nodesOfAll } from './cloudformation/nodes-of-all';
import type { TemplateFile } from './cloudformation/template-file';
import type { Estate, EstateNode, EstateStack } from './estate';
import type { Undeclared } from './given/assign-given';
import { givenTo } from './given/given-to';
import { isJsonObject, own } from './json';
import { namedPath, regionProblems } from './named-regions';
import type { Problem } from './problem';
import { templatesOf } from './read-cloud-assembly';
import { NOTHING, type Parts, readFile, TERRAFORM_LANGUAGE } from './read-file';
import { manifestOf, SynthesizedFiles } from './synthesized-files';
import { TerraformStacks } from './terraform/evaluate';
import { moduleFolder } from './terraform/module-folder';
import { planNodes } from './terraform/plan/plan-nodes';
import { readStacks } from './terraform/read-stacks';
import { nodesOf } from './terraform/stack-nodes';
import { terraformFiles } from './terraform/terraform-folder';
import { UnreadableEstate } from './unreadable';

/**
 * Reads what was synthesized as one estate, in any number and order: cloud assemblies (`cdk.out`), outputs of CDK for
 * Terraform (`cdktf.out`), templates of CloudFormation (JSON or YAML; `FILE@REGION` says where one is deployed), files
 * and folders of Terraform's JSON (`*.tf.json`), and plans (`terraform show -json`).
 *
 * @param parameters values for parameters and variables, each `NAME=VALUE`, `STACK:NAME=VALUE` or a file of them
 * @param undeclared takes a value that nothing here declares; without it that is wrong like anything else
 * @throws UnreadableEstate with everything that is wrong in any of them
 */
export function readEstate(
  paths: readonly string[],
  parameters: readonly string[] = [],
  undeclared?: Undeclared,
): Estate {
  const problems: Problem[] = paths.length === 0 ? [NO_FOLDER] : regionProblems(paths);
  const places = paths.map((path) => placeOf(path));
  const read = places.map((place): Parts & { named: (file: string) => string } => {
    const files = new SynthesizedFiles(place.root);
    const named = (file: string) => join(place.shown, file);
    const parts = partsOf(files, place);
    problems.push(...files.problems.map((one) => ({ ...one, file: named(one.file ?? '') })));
    return { ...parts, named };
  });
  const templates = read.flatMap((one) => one.templates);
  const terraform = read.flatMap((one) => one.terraform);
  const plans = read.flatMap((one) => one.plans);
  const given = givenTo(templates, terraform, parameters, (problem) => problems.push(problem), undeclared);
  const together = new TerraformStacks(terraform, given);
  const refuse = (file: TemplateFile, problem: Problem) => {
    const whose = read.find((one) => one.templates.includes(file));
    problems.push({ ...problem, file: whose?.named(problem.file ?? '') ?? problem.file ?? '' });
  };
  const refused = nodesOfAll(templates, refuse, given);
  const nodes = [...refused, ...terraform.flatMap((file) => nodesOf(together, file)), ...plans.flatMap(planNodes)];
  problems.push(...readTwice(nodes));
  if (problems.length > 0) throw new UnreadableEstate(problems);
  return {
    directories: [...new Set(places.map(({ root }) => root))],
    stacks: [...templates, ...terraform, ...plans].map(({ stack }) => stack),
    nodes: new Map(nodes.map((node) => [node.id, node])),
  };
}

/** A folder, or a file in one. */
interface Named {
  /** The folder, absolute. */
  readonly root: string;
  /** The same as it was typed. */
  readonly shown: string;
  /** Absolute. */
  readonly file?: string;
  readonly region?: string;
}

function placeOf(path: string): Named {
  const { name, region } = namedPath(path);
  const whole = resolve(name);
  const there = statSync(whole, { throwIfNoEntry: false });
  const isFolder = there?.isDirectory() ?? !/\.(json|ya?ml|template)$/.test(name);
  if (isFolder) return { root: whole, shown: name };
  return { root: dirname(whole), shown: dirname(name), file: whole, ...(region === undefined ? {} : { region }) };
}

function partsOf(files: SynthesizedFiles, { root, file, region }: Named): Parts {
  // A manifest stands for the whole folder.
  if (file !== undefined && basename(file) !== 'manifest.json') return readFile(files, file, region);
  const { json, hcl } = terraformFiles(root);
  if (!existsSync(manifestOf(root)) && json.length > 0) {
    const stack = moduleFolder(files);
    return stack === undefined ? NOTHING : { ...NOTHING, terraform: [stack] };
  }
  if (!existsSync(manifestOf(root)) && hcl[0] !== undefined) {
    files.report(join(root, hcl[0]), TERRAFORM_LANGUAGE);
    return NOTHING;
  }
  if (!files.hasManifest()) return NOTHING;
  return isTerraform(files)
    ? { ...NOTHING, terraform: readStacks(files) }
    : { ...NOTHING, templates: templatesOf(files) };
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
  message: 'Nothing is named, and nothing would be read.',
  mend: 'name what was synthesized: cdk.out, cdktf.out, a template, a plan as JSON',
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
