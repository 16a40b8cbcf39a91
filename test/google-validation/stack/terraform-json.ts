/** What Terraform reads from a `cdk.tf.json`. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** One stack as it was synthesized, in the sections that are judged. */
export interface StackJson {
  readonly '//'?: JsonObject;
  readonly terraform?: JsonObject;
  readonly provider?: JsonObject;
  readonly variable?: JsonObject;
  readonly module?: JsonObject;
  readonly locals?: JsonObject;
  /** By type, then by name. */
  readonly data?: { readonly [type: string]: { readonly [name: string]: JsonObject } };
  /** By type, then by name. */
  readonly resource?: { readonly [type: string]: { readonly [name: string]: JsonObject } };
  readonly output?: { readonly [name: string]: JsonObject };
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Terraform's JSON writes a block that occurs once as an object or as a list of one. */
export function blocksOf(value: Json | undefined): readonly JsonObject[] {
  if (Array.isArray(value)) return value.filter(isObject);
  return isObject(value) ? [value] : [];
}

/** Holds something that only an apply knows. */
export function isInterpolated(value: Json | undefined): value is string {
  return typeof value === 'string' && /(^|[^$])\$\{/.test(value);
}

/** The value without Terraform's comments, which say nothing to a provider. */
export function withoutComments(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== '//'));
}
