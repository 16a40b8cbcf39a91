import { isJsonObject, type JsonObject, own, ownObject, ownText } from '../../json';
import type { Planned } from './plan-file';

/** Modules call modules about four deep; references are followed no further than this. */
const DEEPEST = 20;

/** The resource that an expression speaks of, by its address without index, and the attribute. */
export interface Mention {
  readonly module: readonly string[];
  /** `aws_route53_record.any`, `data.aws_route53_zone.zone` */
  readonly resource: string;
  /** `[0]`, `["a"]`; undefined where the expression names none. */
  readonly index?: string;
  readonly attribute: string;
}

/** The half of a plan that says how it was written: expressions by their references, providers, modules' calls. */
export class PlanConfiguration {
  private readonly root: JsonObject;
  private readonly providers: JsonObject;
  private readonly variables: JsonObject;
  /** The blocks of a module by what they are called, for each module that was asked for. */
  private readonly blocks = new Map<JsonObject, ReadonlyMap<string, JsonObject>>();

  public constructor(plan: JsonObject) {
    const configuration = ownObject(plan, 'configuration');
    this.root = ownObject(configuration, 'root_module');
    this.providers = ownObject(configuration, 'provider_config');
    this.variables = ownObject(plan, 'variables');
  }

  /** The resource's block; undefined where the plan keeps none. */
  public block({ module, mode, type, name }: Planned): JsonObject | undefined {
    const inside = this.module(module);
    const blocks = this.blocks.get(inside) ?? blocksIn(inside);
    this.blocks.set(inside, blocks);
    return blocks.get(`${mode} ${type} ${name}`);
  }

  /** The configuration of a resource's provider. */
  public provider(block: JsonObject | undefined): JsonObject {
    return ownObject(this.providers, ownText(block, 'provider_config_key') ?? '');
  }

  /** A value that is written down, or that a variable of the root has; undefined for anything else. */
  public constant(expression: unknown): unknown {
    const [reference, ...others] = referencesOf(expression);
    // Of JSON, Terraform keeps what was written (`${var.region}`) as a constant beside the references.
    if (reference === undefined) return own(expression, 'constant_value');
    const variable = /^var\.([\w-]+)$/.exec(reference ?? '')?.[1];
    return variable === undefined || others.length > 0 ? undefined : own(own(this.variables, variable), 'value');
  }

  /** The resources that an expression speaks of, through variables and outputs of modules. */
  public mentions(expression: unknown, module: readonly string[], depth = 0): Mention[] {
    if (depth > DEEPEST) return [];
    return mostSpecific(referencesOf(expression)).flatMap((reference) => this.mention(reference, module, depth + 1));
  }

  private mention(reference: string, module: readonly string[], depth: number): Mention[] {
    const [root = '', name = ''] = reference.split('.');
    if (root === 'var') {
      const call = own(ownObject(this.module(module.slice(0, -1)), 'module_calls'), module.at(-1) ?? '');
      const given = own(ownObject(call, 'expressions'), name);
      return given === undefined ? [] : this.mentions(given, module.slice(0, -1), depth);
    }
    if (root === 'module') {
      const [, call = '', output = ''] = /^module\.([\w-]+)(?:\[[^\]]*\])?\.([\w-]+)/.exec(reference) ?? [];
      const inside = [...module, call];
      const body = own(ownObject(this.module(inside), 'outputs'), output);
      return this.mentions(own(body, 'expression'), inside, depth);
    }
    const [, resource, index, attribute] =
      /^((?:data\.)?[a-z][\w-]*\.[\w-]+)(\[[^\]]*\])?(?:\.(.+))?$/.exec(reference) ?? [];
    if (resource === undefined || ['local', 'each', 'count', 'path', 'self', 'terraform'].includes(root)) return [];
    return [{ module, resource, ...(index === undefined ? {} : { index }), attribute: attribute ?? 'Ref' }];
  }

  private module(path: readonly string[]): JsonObject {
    return path.reduce<JsonObject>(
      (module, call) => ownObject(ownObject(ownObject(module, 'module_calls'), call), 'module'),
      this.root,
    );
  }
}

function blocksIn(module: JsonObject): ReadonlyMap<string, JsonObject> {
  const blocks = own(module, 'resources');
  return new Map(
    (Array.isArray(blocks) ? blocks.filter(isJsonObject) : []).map((block) => {
      const mode = own(block, 'mode') === 'data' ? 'data' : 'managed';
      return [`${mode} ${own(block, 'type')} ${own(block, 'name')}`, block];
    }),
  );
}

export function referencesOf(expression: unknown): string[] {
  const references = isJsonObject(expression) ? own(expression, 'references') : undefined;
  return Array.isArray(references) ? references.filter((one) => typeof one === 'string') : [];
}

/** Terraform lists `a.b.id`, and then what it is part of, `a.b`. */
function mostSpecific(references: readonly string[]): string[] {
  return references.filter(
    (one) => !references.some((other) => other.startsWith(`${one}.`) || other.startsWith(`${one}[`)),
  );
}
