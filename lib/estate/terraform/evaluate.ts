import type { GivenTo } from '../given/given';
import { concatenate } from '../intrinsics/text';
import { isJsonObject, type JsonObject, own, ownObject } from '../json';
import { mentionsIn } from '../mentions';
import { Reference, Unknown, type Value, type ValueObject } from '../value';
import { dynamicBlocks } from './dynamic-blocks';
import { attributeOf, parseExpression, type Traversal, traversalsIn } from './expression';
import { resolveTraversal } from './references';
import { type Block, blockOf, nodeIdOf, type StackFile, stateOf } from './stack-file';
import { piecesOf } from './template';

/** Stacks nest about ten deep; beyond this somebody is playing. */
const DEEPEST = 100;

/** Values in one argument, with all that it refers to: names that hold lists of names could grow past all memory. */
const MOST_VALUES = 100_000;

/** The Terraform stacks that are read together: one may read another's state. */
export class TerraformStacks {
  public constructor(
    public readonly files: readonly StackFile[],
    public readonly given: GivenTo<StackFile> = new Map(),
  ) {}

  /** What an argument comes to, as far as the files themselves decide it. Nothing here throws. */
  public evaluate(file: StackFile, raw: unknown, path: string): Value {
    return new Evaluation(this, file, path, { values: MOST_VALUES }, []).evaluate(raw);
  }

  /** The arguments of a block. */
  public evaluateObject(file: StackFile, raw: JsonObject, path: string): ValueObject {
    return new Evaluation(this, file, path, { values: MOST_VALUES }, []).evaluateObject(raw);
  }

  /** The stack whose state lies at this place; undefined also where two claim it. */
  public withState(state: string): StackFile | undefined {
    const found = this.files.filter(({ json }) => {
      const backends = ownObject(ownObject(json, 'terraform'), 'backend');
      return Object.keys(backends).some((backend) => stateOf(backend, own(backends, backend)) === state);
    });
    return found.length === 1 ? found[0] : undefined;
  }
}

/** One value under evaluation: where it stands, what it was asked for by, and how much may still come. */
export class Evaluation {
  public constructor(
    public readonly stacks: TerraformStacks,
    public readonly file: StackFile,
    private readonly path: string,
    private readonly left: { values: number },
    /** The names under evaluation, each asked for by the one before it, and the depth inside of them. */
    private readonly chain: readonly string[],
    private readonly depth = 0,
    /** What the iterators of dynamic blocks around it stand for. */
    public readonly bindings: ReadonlyMap<string, Value> = new Map(),
  ) {}

  public at(key: string | number): Evaluation {
    return this.inside(`${this.path}.${key}`, this.bindings);
  }

  public binding(name: string, value: Value): Evaluation {
    return this.inside(this.path, new Map([...this.bindings, [name, value]]));
  }

  private inside(path: string, bindings: ReadonlyMap<string, Value>): Evaluation {
    return new Evaluation(this.stacks, this.file, path, this.left, this.chain, this.depth + 1, bindings);
  }

  /** Evaluates what a name stands for, once it is clear that the name does not stand for itself. */
  public follow(file: StackFile, name: string, raw: unknown): Value {
    const key = `${file.stack.name} ${file.address}${name}`;
    if (this.chain.includes(key)) return this.unknown(`${name} refers to itself`);
    const chain = [...this.chain, key];
    return new Evaluation(this.stacks, file, name, this.left, chain, this.depth + 1).evaluate(raw);
  }

  public block(section: 'resource' | 'data', type: string, name: string): Block | undefined {
    return blockOf(this.file.json, section, type, name);
  }

  public unknown(reason: string, ...parts: readonly Value[]): Unknown {
    return new Unknown(reason, { file: this.file.stack.file, path: this.path }, mentionsIn(parts));
  }

  public evaluate(raw: unknown): Value {
    this.left.values -= 1;
    if (this.left.values < 0) return this.unknown(`more than ${MOST_VALUES} values`);
    if (this.depth > DEEPEST) return this.unknown(`nested more than ${DEEPEST} deep`);
    if (typeof raw === 'string') return this.evaluateTemplate(raw);
    if (raw === null || typeof raw === 'number' || typeof raw === 'boolean') return raw;
    if (Array.isArray(raw)) return raw.map((item, index) => this.at(index).evaluate(item));
    return isJsonObject(raw) ? this.evaluateObject(raw) : this.unknown('not a value that JSON has');
  }

  public evaluateObject(raw: JsonObject): ValueObject {
    const members = Object.keys(raw).flatMap((key): [string, Value][] => {
      if (key === '//' || key === 'dynamic') return [];
      const value = this.at(key).evaluate(raw[key]);
      // An argument that is null is one that is not given.
      return value === null ? [] : [[key, value]];
    });
    const written = Object.fromEntries(members);
    const dynamic = own(raw, 'dynamic');
    return isJsonObject(dynamic) ? this.withDynamic(written, dynamic) : written;
  }

  /** What dynamic blocks make stands beside what is written of the same name. */
  private withDynamic(written: ValueObject, dynamic: JsonObject): ValueObject {
    const made = Object.keys(dynamic).flatMap((key): [string, Value][] => {
      const blocks = dynamicBlocks(key, dynamic[key], this.at('dynamic').at(key));
      const beside = own(written, key) as Value | undefined;
      if (blocks instanceof Unknown || beside instanceof Unknown)
        return [[key, blocks instanceof Unknown ? blocks : beside]] as [string, Value][];
      const all = [...(beside === undefined ? [] : [beside].flat()), ...blocks] as Value[];
      return all.length === 0 ? [] : [[key, all]];
    });
    return { ...written, ...Object.fromEntries(made) };
  }

  private evaluateTemplate(template: string): Value {
    const values = piecesOf(template).map((piece) => {
      if (piece.kind === 'text') return piece.text;
      return piece.kind === 'expression' ? this.evaluateExpression(piece.source) : this.unread(piece.source);
    });
    const [only = '', ...others] = values;
    return others.length === 0 ? only : concatenate(values, '', this);
  }

  private evaluateExpression(source: string): Value {
    const expression = parseExpression(source);
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'traversal':
        return resolveTraversal(expression.traversal, this);
      case 'other':
        return this.unread(source);
    }
  }

  private unread(source: string): Unknown {
    const shown = source.length > 80 ? `${source.slice(0, 79)}…` : source;
    const mentioned = traversalsIn(source).flatMap((traversal) => this.mentioned(traversal) ?? []);
    return this.unknown(`the expression ${shown} is not evaluated`, ...mentioned);
  }

  /** The value, or, where the file gives that, at least whose it is. */
  private mentioned(traversal: Traversal): Value | undefined {
    const [name] = traversal.steps;
    const block = typeof name === 'string' ? this.block('resource', traversal.root, name) : undefined;
    if (block !== undefined) return new Reference(nodeIdOf(this.file, block), attributeOf(traversal.steps.slice(1)));
    return ['data', 'local', 'var', 'module'].includes(traversal.root) ? resolveTraversal(traversal, this) : undefined;
  }
}
