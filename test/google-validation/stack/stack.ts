import { loneReference } from './expression';
import {
  isInterpolated,
  isObject,
  type Json,
  type JsonObject,
  type StackJson,
  withoutComments,
} from './terraform-json';

/** A resource or a data source of a stack. */
export interface Element {
  readonly mode: 'resource' | 'data';
  readonly type: string;
  readonly name: string;
  /** As expressions call it: `google_pubsub_topic.Jobs`, `data.google_project.This`. */
  readonly address: string;
  readonly body: JsonObject;
}

/** One synthesized stack, and what can be asked of it. */
export class Stack {
  public readonly elements: readonly Element[];
  private readonly byAddress: ReadonlyMap<string, Element>;

  /** @param name the stack's, as its folder under `stacks/` is called */
  public constructor(
    public readonly name: string,
    public readonly json: StackJson,
  ) {
    this.elements = [...elementsOf('resource', json.resource), ...elementsOf('data', json.data)];
    this.byAddress = new Map(this.elements.map((element) => [element.address, element]));
  }

  public at(address: string): Element | undefined {
    return this.byAddress.get(address);
  }

  /** The version, or range of them, that the stack asks for; `any` when it does not say. */
  public providerVersion(provider: string): string {
    const required = this.json.terraform?.required_providers;
    const wanted = isObject(required) ? required[provider] : undefined;
    return isObject(wanted) && typeof wanted.version === 'string' ? wanted.version : 'any';
  }

  /** The resources of a type; data sources are not among them. */
  public resources(type: string): readonly Element[] {
    return this.elements.filter((element) => element.mode === 'resource' && element.type === type);
  }

  /** The element that `${type.name.attribute}` means, when the value is that and nothing else. */
  public target(value: Json | undefined): Element | undefined {
    const reference = loneReference(value);
    return reference === undefined ? undefined : this.at(reference.address);
  }

  /**
   * The literal behind a value, through references to what other elements say of themselves. `undefined` where only an
   * apply can tell.
   */
  public literal(value: Json | undefined): Json | undefined {
    let current = value;
    for (let hops = 0; hops < 8 && isInterpolated(current); hops += 1) {
      const reference = loneReference(current);
      const [attribute, ...deeper] = reference?.steps ?? [];
      if (reference === undefined || attribute === undefined || deeper.length > 0) return undefined;
      current = this.at(reference.address)?.body[attribute];
    }
    return isInterpolated(current) ? undefined : current;
  }
}

function elementsOf(mode: Element['mode'], section: StackJson['resource']): Element[] {
  return Object.entries(section ?? {}).flatMap(([type, byName]) =>
    Object.entries(byName)
      .filter(([name]) => name !== '//')
      .map(([name, body]) => ({
        mode,
        type,
        name,
        address: `${mode === 'data' ? 'data.' : ''}${type}.${name}`,
        body: isObject(body) ? withoutComments(body) : {},
      })),
  );
}
