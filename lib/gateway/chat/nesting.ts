/** A schema of a dozen levels is a deep one. What writes JSON calls itself for each, and fails at some thousands. */
export const DEEPEST = 100;

/** Is nothing in a value of JSON more than so many levels deep? */
export function isWithin(value: unknown, levels = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  for (const each of Array.isArray(value) ? value : Object.values(value)) if (!isWithin(each, levels - 1)) return false;
  return true;
}
