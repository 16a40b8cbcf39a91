import { isJsonObject, type JsonObject, own, ownText } from '../json';
import { Reference, Unknown, type Value } from '../value';
import type { Evaluation } from './evaluate';

/**
 * The blocks that a `dynamic` makes, one for each element of its `for_each`, as far as that is known.
 * @returns undefined where how many there are is not known
 * @see https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks
 */
export function dynamicBlocks(name: string, raw: unknown, here: Evaluation): Value[] | Unknown {
  const written = Array.isArray(raw) ? raw : [raw];
  const blocks: Value[] = [];
  for (const [index, one] of written.entries()) {
    const inside = here.at(index);
    const elements = elementsOf(inside.at('for_each').evaluate(own(one, 'for_each') ?? null));
    if (elements === undefined || !isJsonObject(one)) {
      return here.unknown(`a dynamic block makes ${name}`, inside.evaluate(one));
    }
    blocks.push(...elements.map((element) => block(name, one, element, inside)));
  }
  return blocks;
}

interface Element {
  readonly key: Value;
  readonly value: Value;
}

function elementsOf(value: Value): readonly Element[] | undefined {
  if (value instanceof Unknown || value instanceof Reference || typeof value !== 'object' || value === null) {
    return undefined;
  }
  return Object.entries(value).map(([key, member]) => ({
    key: Array.isArray(value) ? Number(key) : key,
    value: member,
  }));
}

function block(name: string, written: JsonObject, { key, value }: Element, here: Evaluation): Value {
  const content = own(written, 'content');
  // A single block may stand in a list of its own.
  const only = Array.isArray(content) && content.length === 1 ? content[0] : content;
  const bound = here.at('content').binding(ownText(written, 'iterator') ?? name, { key, value });
  return isJsonObject(only) ? bound.evaluateObject(only) : bound.evaluate(only ?? null);
}
