import type { EstateStack } from '../../estate';
import { isJsonObject, type JsonObject, own, ownObject, ownText } from '../../json';
import type { SynthesizedFiles } from '../../synthesized-files';
import { terraformStack } from '../terraform-stack';

/** What `terraform show -json` wrote of a plan. */
export interface PlanFile {
  readonly stack: EstateStack;
  readonly json: JsonObject;
}

/** A resource or data source as it is planned, in whichever module. */
export interface Planned {
  /** `module.dns[0].aws_route53_record.any["a"]` */
  readonly address: string;
  readonly module: readonly string[];
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  /** Of one that is repeated. */
  readonly index?: string | number;
  readonly values: JsonObject;
}

/** Whether these are the beginnings of a plan: it may be larger than a template, and is told before it is read. */
export function looksLikePlan(start: string): boolean {
  return /"(planned_values|resource_changes)"/.test(start) || /^\s*\{\s*"format_version"/.test(start);
}

/** @see https://developer.hashicorp.com/terraform/internals/json-format */
export function planFile(files: SynthesizedFiles, path: string, json: JsonObject, name: string): PlanFile | undefined {
  const version = ownText(json, 'format_version');
  const root = own(own(json, 'planned_values'), 'root_module');
  if (version?.startsWith('1.') === true && isJsonObject(root)) {
    return { stack: terraformStack(name, files.nameOf(path), path), json };
  }
  files.report(path, {
    code: 'not-a-plan',
    path: isJsonObject(root) ? 'format_version' : 'planned_values.root_module',
    message: 'This is no plan of Terraform, or one of another format.',
    found: isJsonObject(root) ? (version ?? 'no version') : 'no planned resources',
    allowed: 'format_version 1.x with planned_values, as `terraform show -json PLAN` writes it',
    mend: 'terraform plan -out plan && terraform show -json plan > plan.json',
  });
  return undefined;
}

/** All that is there after the plan, the data sources that were read before it too. */
export function plannedIn(json: JsonObject): Planned[] {
  const after = inModule(ownObject(ownObject(json, 'planned_values'), 'root_module'), []);
  const before = inModule(ownObject(ownObject(ownObject(json, 'prior_state'), 'values'), 'root_module'), []);
  const known = new Set(after.map(({ address }) => address));
  return [...after, ...before.filter(({ mode, address }) => mode === 'data' && !known.has(address))];
}

function inModule(module: JsonObject, path: readonly string[]): Planned[] {
  const list = (value: unknown) => (Array.isArray(value) ? value : []);
  const here = list(own(module, 'resources')).flatMap((resource): Planned[] => {
    const [address, type, name] = ['address', 'type', 'name'].map((key) => ownText(resource, key));
    if (address === undefined || type === undefined || name === undefined) return [];
    const index = own(resource, 'index');
    return [
      {
        address,
        module: path,
        mode: own(resource, 'mode') === 'data' ? 'data' : 'managed',
        type,
        name,
        ...(typeof index === 'string' || typeof index === 'number' ? { index } : {}),
        values: ownObject(resource, 'values'),
      },
    ];
  });
  const below = list(own(module, 'child_modules')).flatMap((child) => {
    // `module.a["x"].module.b` is the call `b` in the call `a`.
    const calls = [...(ownText(child, 'address') ?? '').matchAll(/(?:^|\.)module\.([\w-]+)(?:\[[^\]]*\])?/g)];
    return inModule(
      child as JsonObject,
      calls.map(([, call = '']) => call),
    );
  });
  return [...here, ...below];
}
