import type { EstateNode, Provider } from '../../estate';
import { isJsonObject, type JsonObject, own, ownObject, ownText } from '../../json';
import { mentionsIn } from '../../mentions';
import { Reference, Unknown, type Value, type ValueObject } from '../../value';
import { type Mention, PlanConfiguration } from './configuration';
import { type PlanFile, type Planned, plannedIn } from './plan-file';

/** What a plan leaves in the estate: a node for each instance, with what is known only after it as references. */
export function planNodes({ stack, json }: PlanFile): EstateNode[] {
  const planned = plannedIn(json);
  const configuration = new PlanConfiguration(json);
  const unknownAfter = new Map(
    listOf(own(json, 'resource_changes')).map((one) => [
      ownText(one, 'address'),
      own(ownObject(one, 'change'), 'after_unknown'),
    ]),
  );
  const reader = new PlanReader(stack.name, stack.file, configuration, planned);
  return planned.map((one) => {
    const block = configuration.block(one);
    return {
      id: idOf(stack.name, one),
      stack,
      logicalId: one.index === undefined ? one.name : `${one.name}[${JSON.stringify(one.index)}]`,
      type: one.mode === 'data' ? `data.${one.type}` : one.type,
      provider: providerOf(configuration, one, block, stack.file),
      properties: reader.properties(one, block, unknownAfter.get(one.address)),
      constructPath: one.address,
      // The plan does not keep `lifecycle`: whether a resource is protected is not known from it.
      attributes: { lifecycle: new Unknown('a plan does not say how it is protected', placeOf(stack.file, one)) },
      metadata: {},
    };
  });
}

const idOf = (stack: string, { address }: Planned) => `${stack}/${address}`;
const placeOf = (file: string, { address }: Planned) => ({ file, path: address });
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function providerOf(
  configuration: PlanConfiguration,
  planned: Planned,
  block: JsonObject | undefined,
  file: string,
): Provider {
  const provider = configuration.provider(block);
  const name = ownText(provider, 'name') ?? planned.type.split('_')[0] ?? '';
  const alias = ownText(provider, 'alias');
  // The newest providers of AWS let a resource say its Region itself.
  const itsOwn = ownText(planned.values, 'region');
  const written = configuration.constant(own(ownObject(provider, 'expressions'), 'region'));
  const region = name === 'aws' && itsOwn !== undefined ? itsOwn : written;
  return {
    name,
    ...(alias === undefined ? {} : { alias }),
    region: typeof region === 'string' ? region : new Unknown('its provider names no region', placeOf(file, planned)),
  };
}

/** Puts what is known and what is not of one plan together. */
class PlanReader {
  private readonly byAddress: ReadonlyMap<string, readonly Planned[]>;

  public constructor(
    private readonly stack: string,
    private readonly file: string,
    private readonly configuration: PlanConfiguration,
    planned: readonly Planned[],
  ) {
    const byAddress = new Map<string, Planned[]>();
    for (const one of planned) {
      const { module, mode, type, name } = one;
      const key = keyOf(module, mode === 'data' ? `data.${type}.${name}` : `${type}.${name}`);
      byAddress.set(key, [...(byAddress.get(key) ?? []), one]);
    }
    this.byAddress = byAddress;
  }

  public properties(planned: Planned, block: JsonObject | undefined, unknown: unknown): ValueObject {
    const value = this.value(planned, planned.address, planned.values, unknown, own(block, 'expressions'));
    return isJsonObject(value) && !(value instanceof Unknown) && !(value instanceof Reference)
      ? (value as ValueObject)
      : {};
  }

  /** @param unknown `true`, or the parts that are */
  private value(planned: Planned, path: string, known: unknown, unknown: unknown, expression: unknown): Value {
    if (unknown === true) return this.afterwards(planned, path, expression);
    if (Array.isArray(known) || Array.isArray(unknown)) {
      const length = Math.max(listOf(known).length, listOf(unknown).length);
      return Array.from({ length }, (_, index) =>
        this.value(
          planned,
          `${path}.${index}`,
          listOf(known)[index] ?? null,
          listOf(unknown)[index],
          Array.isArray(expression) ? expression[index] : expression,
        ),
      );
    }
    if (!isJsonObject(known) && !isJsonObject(unknown)) return (known ?? null) as Value;
    const keys = new Set([...Object.keys(known ?? {}), ...Object.keys(unknown ?? {})]);
    const members = [...keys].flatMap((key): [string, Value][] => {
      const inside = own(expression, key);
      const member = this.value(planned, `${path}.${key}`, own(known, key), own(unknown, key), inside);
      // An argument that is null is one that is not given.
      return member === null ? [] : [[key, member]];
    });
    return Object.fromEntries(members);
  }

  /**
   * What will be known: the attribute of another resource, where the expression is that alone. What nobody wrote is the
   * provider's to decide, and not given here, as in a file before it is planned.
   */
  private afterwards(planned: Planned, path: string, expression: unknown): Value {
    if (expression === undefined) return null;
    const mentions = this.configuration
      .mentions(expression, planned.module)
      .flatMap((mention) => this.references(planned, mention));
    const [only, ...others] = mentions;
    if (only !== undefined && others.length === 0) return only;
    return new Unknown('known only after the plan is applied', { file: this.file, path }, mentionsIn(mentions));
  }

  private references(planned: Planned, { module, resource, index, attribute }: Mention): Reference[] {
    const found = this.byAddress.get(keyOf(module, resource)) ?? [];
    // Instances of one `for_each` speak of each other's likes, as a rule.
    const wanted = index ?? (planned.index === undefined ? undefined : `[${JSON.stringify(planned.index)}]`);
    const exact = found.filter((one) => one.index !== undefined && `[${JSON.stringify(one.index)}]` === wanted);
    return (exact.length > 0 ? exact : found).map((one) => new Reference(idOf(this.stack, one), attribute));
  }
}

function keyOf(module: readonly string[], resource: string): string {
  return `${module.join('/')} ${resource}`;
}
