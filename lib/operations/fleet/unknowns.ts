/** What nobody knows of a cell, and why. */
export interface UnknownOf {
  readonly cell: string;
  readonly why: string;
}

/** Each cause once, with the cells that it hides: `aws:eu-west-1, aws:eu-west-3: the aws command line has …`. */
export function byCause(unknowns: readonly UnknownOf[]): string[] {
  const cells = new Map<string, Set<string>>();
  for (const { cell, why } of unknowns) cells.set(why, (cells.get(why) ?? new Set()).add(cell));
  return [...cells].map(([why, hidden]) => `${[...hidden].join(', ')}: ${why}`);
}
