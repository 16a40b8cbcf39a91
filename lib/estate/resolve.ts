import type { EstateStack } from './estate';
import { evaluateCondition } from './intrinsics/conditions';
import { isIntrinsic } from './intrinsics/intrinsic';
import { INTRINSICS } from './intrinsics/table';
import { isJsonObject, type JsonObject, own, ownObject, ownText } from './json';
import { mentionsIn } from './mentions';
import { NAMED_BY_REF } from './named-by-ref';
import { FilledIn, Reference, Unknown, type Value } from './value';

/** Templates nest about 20 deep; beyond this somebody is playing. */
const DEEPEST = 100;

/** Sections of the same template that other sections refer to. */
type Section = 'Parameters' | 'Mappings' | 'Conditions' | 'Resources';

/** What a template is told from outside; undefined where nobody says. */
export interface Surroundings {
  readonly exported: (name: string) => Value | undefined;
  /** Of a stack in this Region, where none is named. */
  readonly outputOf: (stack: string, output: string, region?: string) => Value | undefined;
  /** Of the nested stack that one of its resources is. */
  readonly nestedOutput: (logicalId: string, output: string) => Value | undefined;
  /** What the stack around it gives a parameter. */
  readonly parameter: (name: string) => Value | undefined;
}

const nobody = () => undefined;

const ALONE: Surroundings = { exported: nobody, outputOf: nobody, nestedOutput: nobody, parameter: nobody };

/**
 * Resolves the intrinsic functions of one template as far as it and what was read with it decide them. What the
 * deployment or a macro decides becomes an Unknown that remembers the references inside it. Nothing here throws.
 *
 * A parameter is taken to have its default, where no other template gives it a value.
 */
export class TemplateResolver {
  private readonly names = new Map<string, string | undefined>();
  private readonly conditions = new Map<string, boolean | Unknown>();
  /** How many names and conditions are being looked up, each for the one before it. */
  private lookups = 0;

  public constructor(
    public readonly template: JsonObject,
    public readonly stack: EstateStack,
    public readonly nodeId: (logicalId: string) => string,
    public readonly around: Surroundings = ALONE,
  ) {}

  /** @returns undefined for `AWS::NoValue`, which takes away the property that holds it */
  public resolve(raw: unknown, path: string): Value | undefined {
    return new Resolution(this, path, 0).resolve(raw);
  }

  public section(name: Section): JsonObject {
    return ownObject(this.template, name);
  }

  /** False only when the resource is not declared, or its condition is known to be false. */
  public exists(logicalId: string): boolean {
    const resource = own(this.section('Resources'), logicalId);
    if (resource === undefined) return false;
    const condition = ownText(resource, 'Condition');
    return condition === undefined || this.condition(condition) !== false;
  }

  public condition(name: string): boolean | Unknown {
    const known = this.conditions.get(name);
    if (known !== undefined) return known;
    const resolution = new Resolution(this, `Conditions.${name}`, 0);
    // Stands while the condition is evaluated, so that one that asks for itself gets an answer.
    this.conditions.set(name, resolution.unknown(`the condition ${name} refers to itself`));
    const expression = own(this.section('Conditions'), name);
    const result =
      expression === undefined
        ? resolution.unknown(`there is no condition ${name}`)
        : (this.lookUp(() => evaluateCondition(expression, resolution)) ?? resolution.tooDeep());
    this.conditions.set(name, result);
    return result;
  }

  /** The name of a resource whose `Ref` is its name, where the template fixes it. */
  public physicalName(logicalId: string): string | undefined {
    if (this.names.has(logicalId)) return this.names.get(logicalId);
    this.names.set(logicalId, undefined);
    const resource = own(this.section('Resources'), logicalId);
    const property = NAMED_BY_REF.get(ownText(resource, 'Type') ?? '');
    const raw = property === undefined ? undefined : own(own(resource, 'Properties'), property);
    const name = this.lookUp(() => this.resolve(raw ?? null, `Resources.${logicalId}.Properties.${property}`));
    const known = typeof name === 'string' ? name : undefined;
    this.names.set(logicalId, known);
    return known;
  }

  /** One thing looked up on behalf of another; undefined when the chain grows too long. */
  private lookUp<T>(find: () => T): T | undefined {
    if (this.lookups >= DEEPEST) return undefined;
    this.lookups += 1;
    try {
      return find();
    } finally {
      this.lookups -= 1;
    }
  }
}

/** One value under resolution: where it stands, and how deep. */
export class Resolution {
  public constructor(
    public readonly resolver: TemplateResolver,
    private readonly path: string,
    private readonly depth: number,
  ) {}

  public at(key: string | number): Resolution {
    return new Resolution(this.resolver, `${this.path}.${key}`, this.depth + 1);
  }

  public unknown(reason: string, ...parts: readonly (Value | undefined)[]): Unknown {
    return new Unknown(reason, { file: this.resolver.stack.file, path: this.path }, mentionsIn(parts));
  }

  /** Unknown until CloudFormation writes it, which it does whatever anybody decides. */
  public filledIn(reason: string): FilledIn {
    return new FilledIn(reason, { file: this.resolver.stack.file, path: this.path });
  }

  public get isTooDeep(): boolean {
    return this.depth > DEEPEST;
  }

  public tooDeep(): Unknown {
    return this.unknown(`nested more than ${DEEPEST} deep`);
  }

  public resolve(raw: unknown): Value | undefined {
    if (raw instanceof Reference || raw instanceof Unknown) return raw;
    if (raw === null || typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean') return raw;
    if (this.isTooDeep) return this.tooDeep();
    if (Array.isArray(raw)) {
      return raw.flatMap((item, index) => {
        const value = this.at(index).resolve(item);
        return value === undefined ? [] : [value];
      });
    }
    return isJsonObject(raw) ? this.resolveObject(raw) : this.unknown('not a value that JSON has');
  }

  private resolveObject(raw: JsonObject): Value | undefined {
    const keys = Object.keys(raw);
    const name = keys.find(isIntrinsic);
    if (name === undefined || keys.length > 1) {
      const members = keys.flatMap((key): [string, Value][] => {
        const value = this.at(key).resolve(raw[key]);
        return value === undefined ? [] : [[key, value]];
      });
      if (name === undefined) return Object.fromEntries(members);
      return this.unknown(`${name} stands beside other members`, ...members.map(([, value]) => value));
    }
    const inside = this.at(name);
    const intrinsic = INTRINSICS.get(name);
    if (intrinsic !== undefined) return intrinsic(raw[name], inside);
    return this.unknown(`${name} is not evaluated`, inside.resolve(raw[name]));
  }
}
