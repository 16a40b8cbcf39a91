/** Whatever is reached by at least one step. */
export function reached(from: readonly number[], next: (each: number) => readonly number[]): Set<number> {
  const found = new Set<number>();
  const open = [...from];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    for (const to of next(each)) {
      if (found.has(to)) continue;
      found.add(to);
      open.push(to);
    }
  }
  return found;
}
