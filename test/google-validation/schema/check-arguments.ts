import type { Problem } from '../../../lib/contract/problem';
import type { Element, Stack } from '../stack/stack';
import { blocksOf, isInterpolated, isObject, type Json, type JsonObject } from '../stack/terraform-json';
import type { Bindings } from './bindings';
import { allowedOverride } from './overrides';
import type { Argument, BlockSchema, Shape } from './shape';

/** What Terraform itself reads in every element. @see https://developer.hashicorp.com/terraform/language/meta-arguments */
const META_ARGUMENTS = new Set(['depends_on', 'count', 'for_each', 'provider', 'lifecycle']);

/** Every element against its schema: types, names of arguments, what is required, what may be chosen from. */
export function checkArguments(stack: Stack, bindings: Bindings): Problem[] {
  return stack.elements.flatMap((element) => {
    const schema = bindings.element(element.mode, element.type);
    if (schema !== undefined) return checkBlock(element.body, schema.arguments, { element, path: [] });
    return [
      {
        code: 'unknown-type',
        path: element.address,
        message: `the provider google ${bindings.providerVersion} has no such ${element.mode}`,
        found: element.type,
        mend: 'use a type of that provider',
      },
    ];
  });
}

/** Where in an element the check is. */
interface At {
  readonly element: Element;
  readonly path: readonly string[];
}

function checkBlock(body: JsonObject, schema: BlockSchema, at: At): Problem[] {
  const top = at.path.length === 0;
  const missing = [...schema.arguments]
    .filter(([name, argument]) => argument.required && (body[name] ?? null) === null)
    .map(([name]) => problem('argument-missing', below(at, name), 'a required argument is missing', 'write it'));
  const written = Object.entries(body).filter(
    ([name, value]) => value !== null && name !== '//' && !(top && META_ARGUMENTS.has(name)),
  );
  return [
    ...missing,
    ...written.flatMap(([name, value]) => checkArgument(value, schema.arguments.get(name), below(at, name), schema)),
  ];
}

function checkArgument(value: Json, argument: Argument | undefined, at: At, block: BlockSchema): Problem[] {
  if (argument !== undefined) return [...checkShape(value, argument.shape, at), ...checkValue(value, argument, at)];
  if (allowedOverride(at.element.type, at.path) !== undefined) return [];
  return [
    {
      ...problem('unknown-argument', at, 'the provider has no such argument here', 'use one of the allowed'),
      allowed: [...block.arguments.keys()].sort().join(', '),
    },
  ];
}

function checkShape(value: Json, shape: Shape, at: At): Problem[] {
  switch (shape.kind) {
    case 'any':
      return [];
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === shape.kind || isInterpolated(value) ? [] : [mistyped(value, `a ${shape.kind}`, at)];
    case 'list':
      if (isInterpolated(value)) return [];
      if (!Array.isArray(value)) return [mistyped(value, 'a list', at)];
      return value.flatMap((item) => checkShape(item, shape.of, at));
    case 'map':
      if (isInterpolated(value)) return [];
      if (!isObject(value)) return [mistyped(value, 'an object', at)];
      return Object.entries(value).flatMap(([key, item]) => checkShape(item, shape.of, below(at, key)));
    case 'block': {
      const blocks = blocksOf(value);
      if (blocks.length === 0 && !(Array.isArray(value) && value.length === 0)) return [mistyped(value, 'a block', at)];
      if (blocks.length > 1 && !shape.many) return [mistyped(value, 'at most one block', at)];
      return blocks.flatMap((block) => checkBlock(block, shape.block(), at));
    }
  }
}

function checkValue(value: Json, { values }: Argument, at: At): Problem[] {
  const chosen = Array.isArray(value) ? value : [value];
  return chosen
    .filter((item) => typeof item === 'string' && !isInterpolated(item) && values?.includes(item) === false)
    .map((item) => ({
      ...problem(
        'value-not-allowed',
        at,
        'the documentation of the provider does not list this value',
        'use a listed one',
      ),
      found: JSON.stringify(item),
      allowed: values?.join(', '),
    }));
}

function mistyped(value: Json, allowed: string, at: At): Problem {
  const found = JSON.stringify(value);
  return {
    ...problem('type-mismatch', at, 'the value has another type than the argument', `write ${allowed}`),
    found,
    allowed,
  };
}

function below({ element, path }: At, name: string): At {
  return { element, path: [...path, name] };
}

function problem(code: string, { element, path }: At, message: string, mend: string): Problem {
  return { code, path: [element.address, ...path].join('.'), message, mend };
}
