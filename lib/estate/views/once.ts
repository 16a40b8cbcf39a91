import type { Estate } from '../estate';

/** Reads a view once for each estate: estates never change, and many ask the same of one. */
export function once<T>(read: (estate: Estate) => T): (estate: Estate) => T {
  const known = new WeakMap<Estate, { readonly view: T }>();
  return (estate) => {
    const found = known.get(estate) ?? { view: read(estate) };
    known.set(estate, found);
    return found.view;
  };
}
