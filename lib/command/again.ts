/** For an option that may be given several times. */
export function again(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
