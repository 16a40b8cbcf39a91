import type { Problem } from '../contract/problem';
import type { Route } from '../contract/route';
import { backtracking } from './patterns/backtracking';

/** What routes ask of an answer and no gateway could judge: told while the gateway is baked. */
export function answerRuleProblems(routes: readonly Route[]): Problem[] {
  return routes.flatMap(({ name, answer = {} }) => {
    const path = `routes.${name}.answer`;
    const { pattern, jsonSchema } = answer;
    return [
      ...(pattern === undefined ? [] : slow(`${path}.pattern`, pattern)),
      ...(jsonSchema === undefined ? [] : schemaProblems(`${path}.jsonSchema`, jsonSchema)),
    ];
  });
}

function slow(path: string, pattern: string): Problem[] {
  const judged = backtracking(pattern, '');
  if (judged === 'bounded') return [];
  const message =
    judged === 'unknown'
      ? 'the expression is too large to say how long it takes'
      : 'the expression can try without bound on an answer that it does not fit';
  return [{ code: 'slow-pattern', path, message, found: pattern, mend: 'let no loop read the same text in two ways' }];
}

function schemaProblems(path: string, schema: object): Problem[] {
  // Loaded only where a route has a schema: every synthesis bakes, and few need it.
  const { default: Ajv2020 } = require('ajv/dist/2020') as typeof import('ajv/dist/2020');
  try {
    // It judges the schema against its metaschema, and follows every reference. Formats are not checked of an answer.
    new Ajv2020({ strict: false, validateFormats: false, logger: false }).compile(schema);
  } catch (error) {
    return [
      {
        code: 'malformed-schema',
        path,
        message: (error as Error).message,
        found: JSON.stringify(schema),
        allowed: 'a JSON Schema of draft 2020-12 that refers to nothing outside itself',
        mend: 'correct the schema at that place',
      },
    ];
  }
  return patternsIn(schema).flatMap((pattern) => slow(path, pattern));
}

/** A schema's own expressions are as slow as any. */
function patternsIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { pattern, patternProperties } = schema as { readonly pattern?: unknown; readonly patternProperties?: object };
  return [
    ...(typeof pattern === 'string' ? [pattern] : []),
    ...Object.keys(patternProperties ?? {}),
    ...Object.values(schema).flatMap(patternsIn),
  ];
}
