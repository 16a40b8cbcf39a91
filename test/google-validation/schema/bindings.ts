import { readFileSync } from 'node:fs';
import type { Argument, AttributeTree, BlockSchema, ElementSchema, Shape } from './shape';
import { snakeCase } from './snake-case';

/** The parts of a jsii assembly that say what a provider takes. @see https://aws.github.io/jsii/specification/4-jsii-assembly */
interface Assembly {
  readonly name: string;
  readonly types: Readonly<Record<string, JsiiType>>;
}

interface JsiiType {
  readonly fqn: string;
  readonly base?: string;
  readonly docs?: Docs;
  readonly properties?: readonly JsiiProperty[];
}

interface JsiiProperty {
  readonly name: string;
  readonly optional?: boolean;
  readonly static?: boolean;
  readonly docs?: Docs;
  readonly type: JsiiReference;
}

interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
}

interface JsiiReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly union?: { readonly types: readonly JsiiReference[] };
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: JsiiReference };
}

const BASES: Readonly<Record<string, 'resource' | 'data'>> = {
  'cdktf.TerraformResource': 'resource',
  'cdktf.TerraformDataSource': 'data',
};

/**
 * The schema of a Terraform provider as its CDKTF bindings tell it: they were generated from the provider's own. Names
 * in Terraform's spelling come from the link that each property's documentation carries; enums, from its text.
 */
export class Bindings {
  /** The provider's version, from those links: `6.50.0`. */
  public readonly providerVersion: string;
  private readonly classes = new Map<string, JsiiType>();

  private constructor(private readonly assembly: Assembly) {
    let version = 'unknown';
    for (const type of Object.values(assembly.types)) {
      const mode = BASES[type.base ?? ''];
      const [, found, name] = /\/hashicorp\/\w+\/([\d.]+)\/docs\/\S+ (\w+)\}/.exec(type.docs?.summary ?? '') ?? [];
      if (mode === undefined || name === undefined) continue;
      this.classes.set(`${mode} ${name}`, type);
      version = found!;
    }
    this.providerVersion = version;
  }

  /** @param file the `.jsii` of the package with the bindings */
  public static read(file: string): Bindings {
    return new Bindings(JSON.parse(readFileSync(file, 'utf8')) as Assembly);
  }

  /** `undefined` when the provider knows no such type. */
  public element(mode: 'resource' | 'data', type: string): ElementSchema | undefined {
    const found = this.classes.get(`${mode} ${type}`);
    if (found === undefined) return undefined;
    return {
      type,
      arguments: this.block(`${found.fqn}Config`),
      attributes: this.attributes(found.fqn),
    };
  }

  private block(fqn: string): BlockSchema {
    const properties = this.assembly.types[fqn]?.properties ?? [];
    return { arguments: new Map(properties.map((property) => [terraformName(property), this.argument(property)])) };
  }

  private argument(property: JsiiProperty): Argument {
    const values = allowedValues(property.docs);
    return {
      required: property.optional !== true,
      shape: this.shape(property.type),
      ...(values && { values }),
    };
  }

  private shape(type: JsiiReference): Shape {
    if (type.union !== undefined) {
      // The other member of each union is a token, which is written as an interpolation.
      const plain = type.union.types.find((member) => member.fqn !== 'cdktf.IResolvable');
      return plain === undefined ? { kind: 'any' } : this.shape(plain);
    }
    if (type.collection !== undefined) {
      const of = this.shape(type.collection.elementtype);
      if (type.collection.kind === 'map') return { kind: 'map', of };
      return of.kind === 'block' ? { ...of, many: true } : { kind: 'list', of };
    }
    const fqn = type.fqn;
    if (fqn !== undefined && this.assembly.types[fqn] !== undefined)
      return { kind: 'block', many: false, block: () => this.block(fqn) };
    const { primitive } = type;
    return { kind: primitive === 'string' || primitive === 'number' || primitive === 'boolean' ? primitive : 'any' };
  }

  private attributes(fqn: string): AttributeTree {
    const own = (this.assembly.types[fqn]?.properties ?? []).filter(
      ({ name, static: isStatic }) => isStatic !== true && !name.endsWith('Input') && name !== 'internalValue',
    );
    const written = new Map(
      (this.assembly.types[`${fqn}Config`]?.properties ?? []).map((property) => [
        property.name,
        terraformName(property),
      ]),
    );
    return new Map(own.map(({ name, type }) => [written.get(name) ?? snakeCase(name), this.below(type)]));
  }

  /** What lies below an attribute: an `…OutputReference`, or a `…List` of them. */
  private below(type: JsiiReference): (() => AttributeTree) | undefined {
    const { fqn } = type;
    if (fqn === undefined || this.assembly.types[fqn] === undefined) return undefined;
    const element = fqn.endsWith('List') ? `${fqn.slice(0, -'List'.length)}OutputReference` : fqn;
    return this.assembly.types[element] === undefined ? undefined : () => this.attributes(element);
  }
}

/** Terraform's spelling, which the documentation's link ends with; the few properties without one follow the rule. */
function terraformName({ name, docs }: JsiiProperty): string {
  return /\{@link \S+#(\w+) /.exec(`${docs?.remarks ?? ''} ${docs?.summary ?? ''}`)?.[1] ?? snakeCase(name);
}

function allowedValues(docs: Docs | undefined): string[] | undefined {
  const [, list] = /[Pp]ossible values: (\["[^\]]*"\])/.exec(`${docs?.remarks ?? ''} ${docs?.summary ?? ''}`) ?? [];
  return list === undefined ? undefined : (JSON.parse(list) as string[]);
}
