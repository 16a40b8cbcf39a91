import { stringify } from 'yaml';
import { nearest } from '../contract/nearest';
import type { Finding } from './finding';
import { type DocumentPath, showPath } from './path';
import type { JsonType, Schema } from './schema/keyword';
import { anyOf } from './show';
import { NAME_OF } from './spoilt';

/** A few names can be read out; of more than these the title says what they are. */
const MOST_LISTED = 8;

const IS: Readonly<Record<JsonType, (value: unknown) => boolean>> = {
  object: (value) => typeof value === 'object' && value !== null && isPlain(value),
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: Number.isFinite,
  integer: Number.isSafeInteger,
  boolean: (value) => typeof value === 'boolean',
};

/** Names, quoted lists and mappings read better than types. */
const CALLED: Readonly<Record<JsonType, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
};

/** All the places at which the value is not what the schema says. */
export function checkStructure(value: unknown, schema: Schema, path: DocumentPath = []): Finding[] {
  if (schema.anyOf !== undefined) {
    const branch = schema.anyOf.find(({ type }) => type !== undefined && IS[type](value));
    return branch === undefined ? [wrongType(value, schema, path)] : checkStructure(value, branch, path);
  }
  if (schema.type !== undefined && !IS[schema.type](value)) return [wrongType(value, schema, path)];
  if (schema.type === 'object') return checkMapping(value as Record<string, unknown>, schema, path);
  if (schema.type === 'array') return checkList(value as unknown[], schema, path);
  return checkScalar(value as string | number, schema, path);
}

function checkMapping(value: Record<string, unknown>, schema: Schema, path: DocumentPath): Finding[] {
  const { properties = {}, required = [], additionalProperties, propertyNames, minProperties = 0 } = schema;
  const written = Object.keys(value).filter((name) => value[name] !== undefined);
  const findings: Finding[] = [];
  const meant = new Set<string>();
  for (const name of written) {
    const place = [...path, name];
    if (Object.hasOwn(properties, name)) findings.push(...checkStructure(value[name], properties[name], place));
    else if (additionalProperties === false) {
      const near = nearest(name, Object.keys(properties));
      const instead = near !== undefined && !written.includes(near) ? [near] : [];
      for (const key of instead) meant.add(key);
      findings.push({
        ...unknownKey(name, near, Object.keys(properties), place),
        // A key too many takes nothing away; the one that it was meant to be may have any value.
        spoils: instead.map((key) => [...path, key]),
      });
    } else {
      if (propertyNames !== undefined) findings.push(...checkName(name, propertyNames, place));
      if (additionalProperties !== undefined)
        findings.push(...checkStructure(value[name], additionalProperties, place));
    }
  }
  if (written.length < minProperties) findings.push(tooFew(value, schema, path));
  // A misspelt key is one mistake, not two.
  const missing = required.filter((name) => !written.includes(name) && !meant.has(name));
  return [...missing.map((name) => missingKey(name, properties[name], path)), ...findings];
}

function checkName(name: string, schema: Schema, path: DocumentPath): Finding[] {
  const mend = `rename it, for example to \`${schema.examples?.[0]}\``;
  return checkScalar(name, schema, path).map((finding) => ({ ...finding, mend, spoils: [[...path, NAME_OF]] }));
}

function checkList(value: unknown[], schema: Schema, path: DocumentPath): Finding[] {
  const { items = {}, minItems = 0, uniqueItems = false } = schema;
  if (value.length < minItems) return [tooFew(value, schema, path)];
  return Array.from(value, (entry, index) => {
    const place = [...path, index];
    const first = value.indexOf(entry);
    if (!uniqueItems || first === index) return checkStructure(entry, items, place);
    const message = `The same stands at ${showPath([...path, first])}.`;
    return [{ code: 'repeated-entry', path: place, message, found: entry, mend: 'remove one of the two' } as const];
  }).flat();
}

function checkScalar(value: string | number, schema: Schema, path: DocumentPath): Finding[] {
  const {
    pattern,
    maxLength = Infinity,
    minimum = -Infinity,
    exclusiveMinimum = -Infinity,
    maximum = Infinity,
  } = schema;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return [notAllowed(value, schema.enum, schema, path)];
  if (typeof value === 'string') {
    if (value.length > maxLength) {
      return [{ ...outOfRange(value, schema, path), allowed: `at most ${maxLength} characters` }];
    }
    if (pattern !== undefined && !new RegExp(pattern).test(value)) {
      const code = schema.codes?.value ?? 'malformed-value';
      return [{ code, path, message: `This is not ${expected(schema)}.`, found: value, ...rest(schema, path) }];
    }
    return [];
  }
  return value < minimum || value <= exclusiveMinimum || value > maximum ? [outOfRange(value, schema, path)] : [];
}

function wrongType(found: unknown, schema: Schema, path: DocumentPath): Finding {
  if (path.length === 0) return notKeys(found);
  const code = (typeof found === 'number' && schema.codes?.type) || 'wrong-type';
  return { code, path, message: `This must be ${expected(schema)}.`, found, ...rest(schema, path) };
}

/** The whole of a document, which has no name by which it could be mended. */
function notKeys(found: unknown): Finding {
  const [, is] = Object.entries(CALLED).find(([type]) => IS[type as JsonType](found)) ?? [];
  return {
    code: 'wrong-type',
    path: [],
    message: `The top of the file must be keys (\`service: …\`); this is ${is ?? 'none'}.`,
    found,
    mend: 'begin with `service: NAME`; see `understudy schema`',
  };
}

function missingKey(name: string, schema: Schema, path: DocumentPath): Finding {
  const place = [...path, name];
  return { code: 'missing-key', path: place, message: `${name} is required.`, ...rest(schema, place) };
}

function unknownKey(name: string, near: string | undefined, known: readonly string[], path: DocumentPath): Finding {
  const mend = near === undefined ? `remove ${name}` : `did you mean \`${near}\`?`;
  return {
    code: 'unknown-key',
    path,
    message: `${name} means nothing here.`,
    found: name,
    allowed: anyOf(known),
    mend,
  };
}

function notAllowed(
  found: string | number,
  known: readonly (string | number)[],
  schema: Schema,
  path: DocumentPath,
): Finding {
  const code = schema.codes?.value ?? 'value-not-allowed';
  const near = typeof found === 'string' ? nearest(found, known.map(String)) : undefined;
  const mend = near === undefined ? rest(schema, path).mend : `did you mean \`${near}\`?`;
  // A long list is told here alone, where somebody looks for a word of it.
  const allowed = known.length > MOST_LISTED ? anyOf(known.map(String)) : expected(schema);
  return { code, path, message: `This is not ${expected(schema)}.`, found, allowed, mend };
}

function outOfRange(found: string | number, schema: Schema, path: DocumentPath): Finding {
  return { code: 'out-of-range', path, message: 'This is beyond the bounds.', found, ...rest(schema, path) };
}

function tooFew(found: unknown, schema: Schema, path: DocumentPath): Finding {
  const { minItems = 1 } = schema;
  const message = `This needs at least ${minItems === 1 ? 'one entry' : `${minItems} entries`}.`;
  return { code: 'empty-list', path, message, found, ...rest(schema, path) };
}

function rest(schema: Schema, path: DocumentPath): { allowed: string; mend: string } {
  const example = schema.examples?.[0];
  const name = [...path].reverse().find((step) => typeof step === 'string') ?? 'it';
  // An entry of a list has no name of its own.
  const written = typeof path.at(-1) === 'number' ? '' : `${name}: `;
  const mend =
    example === undefined ? `give \`${name}\` ${expected(schema)}` : `for example \`${written}${asYaml(example)}\``;
  return { allowed: expected(schema), mend };
}

/** On one line, and quoted where YAML would otherwise read a number. */
function asYaml(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd();
}

function expected({ type, title, enum: known }: Schema): string {
  if (title !== undefined) return title;
  if (known !== undefined && known.length <= MOST_LISTED) return anyOf(known.map(String));
  return type === undefined ? 'another value' : CALLED[type];
}

/** Neither a date nor a buffer nor another instance that a tag of YAML can make. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
