import { Unknown } from '../../estate/value';

type Known<T> = T extends Unknown ? never : T extends readonly (infer Item)[] ? readonly Exclude<Item, Unknown>[] : T;

/** The values with every Unknown ruled out; or, where one is, the reason in words. */
export function allKnown<T extends Readonly<Record<string, unknown>>>(
  values: T,
): { readonly [Key in keyof T]: Known<T[Key]> } | string {
  for (const [name, value] of Object.entries(values)) {
    const unknown = (Array.isArray(value) ? value : [value]).find((item) => item instanceof Unknown);
    if (unknown instanceof Unknown) return `its ${name} is unknown: ${unknown.reason}`;
  }
  // The loop above is what makes it so.
  return values as { readonly [Key in keyof T]: Known<T[Key]> };
}
