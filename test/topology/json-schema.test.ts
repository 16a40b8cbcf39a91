import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { jsonSchema, SERVING_SCHEMA } from '../../lib/topology/json-schema';
import type { Schema } from '../../lib/topology/schema/keyword';
import { checkStructure } from '../../lib/topology/structure';

interface Key {
  readonly path: string;
  readonly schema: Schema;
  readonly required: boolean;
}

/** Every key that a document can have. */
function keysOf(schema: Schema, path: string): Key[] {
  const inside = [schema.items, schema.additionalProperties || undefined, ...(schema.anyOf ?? [])];
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
      const key = { path: `${path}.${name}`, schema: member, required: schema.required?.includes(name) ?? false };
      return [key, ...keysOf(member, key.path)];
    }),
    ...inside.flatMap((member) => (member === undefined ? [] : keysOf(member, `${path}[]`))),
  ];
}

const KEYS = keysOf(SERVING_SCHEMA, 'serving');

test.each(KEYS)('$path is described', ({ schema }) => {
  expect(schema.description).toMatch(/[.?]$/);
});

test.each(KEYS.filter(({ required, schema }) => !required && schema.type !== 'object'))(
  '$path, which may be left out, says what it is then',
  ({ path, schema }) => {
    const said = schema.default !== undefined || /Default: |Without it|Either /.test(schema.description ?? '');
    // What an openAiCompatible rung must say cannot be left out there.
    expect(said || path.endsWith('.ladder[].residency')).toBe(true);
  },
);

test.each(KEYS.filter(({ schema }) => schema.examples !== undefined || schema.default !== undefined))(
  'the examples and the default of $path are valid',
  ({ schema }) => {
    const values = [...(schema.examples ?? []), ...(schema.default === undefined ? [] : [schema.default])];
    expect(values.flatMap((value) => checkStructure(value, schema))).toEqual([]);
  },
);

test('the printed schema has standard keywords alone', () => {
  const printed = JSON.stringify(jsonSchema());
  expect(printed).toContain('https://json-schema.org/draft/2020-12/schema');
  expect(printed).not.toContain('"codes"');
});

test('top-level keys are the ones of the reference, in its order', () => {
  expect(Object.keys(SERVING_SCHEMA.properties ?? {})).toEqual([
    'service',
    'stage',
    'domain',
    'hostedZone',
    'frontDoorRegion',
    'aws',
    'google',
    'secondCloud',
    'ladder',
    'routes',
    'jobs',
    'demand',
    'prefer',
    'posture',
    'objectives',
    'alarms',
    'telemetry',
  ]);
});

test("the repository's serving.yaml fits it", () => {
  const text = readFileSync(join(__dirname, '..', '..', 'serving.yaml'), 'utf8');
  expect(checkStructure(parse(text), SERVING_SCHEMA)).toEqual([]);
});
