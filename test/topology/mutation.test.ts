import { join } from 'node:path';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { plainSource } from '../../lib/topology/source';
import { topologyOf } from '../../lib/topology/topology-of';
import { EVERYWHERE, GOOGLE, SECOND_CLOUD } from './cases/case';
import { DEMAND, OWN } from './cases/compute';
import { appended, edited, FIXTURE, problemsIn, topologyFrom, VALID } from './fixture';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const FULL = `demand: { peakRequestsPerSecond: 20, inputTokens: 1500, outputTokens: 300 }
objectives: { recovery: 150s, survive: [any-cell, any-cloud, any-provider] }`;
const DOCUMENTS = [
  VALID,
  edited(EVERYWHERE, appended(`${GOOGLE}\n${FULL}`), [
    'chat: {}',
    'chat: { durability: cloud, otherCloudDown: region, golden: [{ ask: a, example: b, expect: { pattern: b } }] }',
  ]),
  edited(appended(`${SECOND_CLOUD}\n${FULL}`)),
  edited(OWN, DEMAND, appended('posture: warm-standby'), ['  regions:\n', '  egress: nat-per-zone\n  regions:\n']),
].map((text) => parse(text) as Json);
const documentAndPath = fc
  .constantFrom(...DOCUMENTS)
  .chain((document) => fc.tuple(fc.constant(document), fc.constantFrom(...pathsOf(document))));

function pathsOf(value: Json, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, member]) => pathsOf(member, [...path, name]))];
}

/** The document with the value at the path replaced; deleted where there is none. */
function mutated(value: Json, path: readonly string[], replacement: Json | undefined): Json | undefined {
  if (path.length === 0 || typeof value !== 'object' || value === null) return replacement;
  const [step, ...rest] = path;
  const copy = structuredClone(value) as Record<string, Json>;
  const member = mutated(copy[step], rest, replacement);
  if (member === undefined) delete copy[step];
  else copy[step] = member;
  return copy as Json;
}

const mutation = fc.record({
  replacement: fc.option(fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>, { nil: undefined }),
  extra: fc.option(fc.constantFrom('extra', 'routes', '0', 'constructor'), { nil: undefined }),
});

const mutant = fc.constantFrom(...DOCUMENTS).chain((original) =>
  fc.array(fc.tuple(fc.constantFrom(...pathsOf(original)), mutation), { minLength: 1, maxLength: 4 }).map((mutations) =>
    mutations.reduce<Json>((document, [path, { replacement, extra }]) => {
      return mutated(document, extra === undefined ? path : [...path, extra], replacement) ?? null;
    }, original),
  ),
);

test('what is changed was valid', () => {
  for (const document of DOCUMENTS) expect(problemsIn(() => topologyFrom(stringify(document)))).toEqual([]);
});

test('whatever is changed in a file gives a topology, or problems that name their place and mend', () => {
  fc.assert(
    fc.property(mutant, (document) => {
      for (const problem of problemsIn(() => topologyFrom(stringify(document)))) {
        expect(problem).toMatchObject({
          code: expect.stringMatching(/^[a-z-]+$/),
          path: expect.any(String),
          message: expect.stringMatching(/\S/),
          mend: expect.stringMatching(/\S/),
          file: FIXTURE,
          line: expect.any(Number),
        });
      }
    }),
    { numRuns: 200 },
  );
});

test.each([[null], [undefined], [[]], ['text'], [7], [new Map()], [Object.create(null)]])(
  'what is no document at all has problems, and breaks nothing: %p',
  (document) => {
    expect(problemsIn(() => topologyOf(document, plainSource(FIXTURE)))).not.toEqual([]);
  },
);

test('a document made in code may hold anything at all', () => {
  const source = plainSource(join(FIXTURE, '..'));
  fc.assert(
    fc.property(
      documentAndPath,
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
      ([document, path], value) => {
        problemsIn(() => topologyOf(mutated(document, path, value as Json), source));
      },
    ),
    { numRuns: 200 },
  );
});
