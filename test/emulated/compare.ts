/** A value that refers to what is not emulated: nobody can say what it is. */
export const UNDECIDED = '\u0000undecided\u0000';

export interface Difference {
  /** Dotted: `RedrivePolicy.maxReceiveCount`. */
  readonly path: string;
  readonly declared: unknown;
  /** Undefined where the service knows no such thing. */
  readonly found: unknown;
}

/**
 * Where a service knows something else than what was declared. It may know more. Numbers and truth values are compared
 * as text, since templates and services write them as they like; policies' lists of one are what they hold.
 */
export function compare(declared: unknown, found: unknown, path = ''): Difference[] {
  if (Array.isArray(declared)) return compareLists(declared, listOf(found), path);
  if (typeof declared === 'object' && declared !== null) {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) {
      const [only, ...rest] = Array.isArray(found) ? found : [];
      return only !== undefined && rest.length === 0 ? compare(declared, only, path) : [{ path, declared, found }];
    }
    return Object.entries(declared).flatMap(([key, value]) =>
      compare(value, (found as Record<string, unknown>)[key], path === '' ? key : `${path}.${key}`),
    );
  }
  if (declared === undefined) return [];
  const [value] = listOf(found);
  return same(String(declared), value === undefined ? undefined : String(value)) ? [] : [{ path, declared, found }];
}

/** Both in whatever order, each with its like. */
function compareLists(declared: readonly unknown[], found: readonly unknown[], path: string): Difference[] {
  if (declared.length !== found.length) return [{ path, declared, found }];
  const left = [...found];
  return declared.flatMap((value, index) => {
    const match = left.findIndex((other) => compare(value, other).length === 0);
    if (match >= 0) {
      left.splice(match, 1);
      return [];
    }
    const beside = compare(value, found[index], `${path}[${index}]`);
    return beside.length > 0 ? beside : [{ path: `${path}[${index}]`, declared: value, found }];
  });
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function same(declared: string, found: string | undefined): boolean {
  if (!declared.includes(UNDECIDED)) return declared === found || (found !== undefined && truth(declared, found));
  const pattern = declared.split(UNDECIDED).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return found !== undefined && new RegExp(`^${pattern.join('.*')}$`, 's').test(found);
}

/** `true` and `True`, `40` and `40.0`. */
function truth(one: string, other: string): boolean {
  if (/^(true|false)$/i.test(one)) return one.toLowerCase() === other.toLowerCase();
  return one.trim() !== '' && Number(one) === Number(other);
}
