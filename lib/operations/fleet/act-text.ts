import type { Act } from './state';

/** `by ana at 2026-…: models answer nonsense`; what was done by hand says less. */
export function actText({ by, at, reason }: Act): string {
  const who = [by && `by ${by}`, at && `at ${at}`].filter(Boolean).join(' ');
  const text = [who, reason].filter((part) => part !== undefined && part !== '').join(': ');
  return text === '' ? 'by hand, without a word' : text;
}
