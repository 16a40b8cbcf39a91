/** What a provider's own word stands for; undefined for one that the table does not hold, whatever all objects have. */
export function known<T>(table: Readonly<Record<string, T>>, word: unknown): T | undefined {
  return typeof word === 'string' && Object.hasOwn(table, word) ? table[word] : undefined;
}
