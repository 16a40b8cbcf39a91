import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { TemplateFile } from './cloudformation/template-file';
import { templateObject } from './cloudformation/template-text';
import { isJsonObject, kindOf, own } from './json';
import type { Problem } from './problem';
import type { SynthesizedFiles } from './synthesized-files';
import { nameOf, templateAlone } from './template-alone';
import { looksLikePlan, type PlanFile, planFile } from './terraform/plan/plan-file';
import { stackFile } from './terraform/read-stacks';
import { SECTIONS, type StackFile } from './terraform/stack-file';

/** What was read of one place, before anything in it is resolved. */
export interface Parts {
  readonly templates: readonly TemplateFile[];
  readonly terraform: readonly StackFile[];
  readonly plans: readonly PlanFile[];
}

export const NOTHING: Parts = { templates: [], terraform: [], plans: [] };

/** Plans hold everything twice and more. */
const MOST_PLAN_BYTES = 256 * 1024 * 1024;

/** A file by itself: a template of CloudFormation, a file of Terraform's JSON, or a plan; told by what is in it. */
export function readFile(files: SynthesizedFiles, path: string, region: string | undefined): Parts {
  if (/\.tf$/.test(path)) {
    files.report(path, TERRAFORM_LANGUAGE);
    return NOTHING;
  }
  const isPlan = looksLikePlan(beginningOf(path));
  const text = files.readText(path, undefined, isPlan ? MOST_PLAN_BYTES : undefined);
  const json = text === undefined ? undefined : templateObject(files, path, text);
  if (json === undefined) return NOTHING;
  if (own(json, 'planned_values') !== undefined || own(json, 'format_version') !== undefined) {
    const plan = planFile(files, path, json, nameOf(path));
    return plan === undefined ? NOTHING : { ...NOTHING, plans: [plan] };
  }
  if (isJsonObject(own(json, 'Resources'))) {
    return { ...NOTHING, templates: templateAlone(files, path, json, region) };
  }
  if (!Object.hasOwn(json, 'Resources') && SECTIONS.some((section) => Object.hasOwn(json, section))) {
    const stack = stackFile(files, nameOf(path), path, json, { dependsOn: [], deployment: false });
    return { ...NOTHING, terraform: [stack] };
  }
  const resources = own(json, 'Resources');
  files.report(path, {
    code: 'not-an-estate',
    path: resources === undefined ? '' : 'Resources',
    message: "The file is another tool's: no template of CloudFormation, no JSON of Terraform, no plan.",
    found: resources === undefined ? membersOf(json) : kindOf(resources),
    allowed: 'an object with Resources, or with resource, or a plan as JSON',
    mend: 'name what was synthesized (cdk.out, cdktf.out), a template, or `terraform show -json PLAN` in a file',
  });
  return NOTHING;
}

function membersOf(json: object): string {
  const names = Object.keys(json).slice(0, 5);
  return names.length === 0 ? 'an empty object' : `members ${names.join(', ')}`;
}

export const TERRAFORM_LANGUAGE: Omit<Problem, 'file'> = {
  code: 'terraform-language',
  path: '',
  message: "Terraform's own language is not read.",
  allowed: 'a plan as JSON, or *.tf.json',
  mend: 'terraform plan -out plan && terraform show -json plan > plan.json, and name plan.json',
};

/** Empty where it cannot be read, which is told by who reads it whole. */
function beginningOf(path: string): string {
  const buffer = Buffer.alloc(1024);
  try {
    if (!statSync(path).isFile()) return '';
    const file = openSync(path, 'r');
    try {
      return buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
