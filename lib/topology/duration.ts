const SECONDS = { s: 1, m: 60, h: 3600 } as const;

/** `20s`, `2m`, `1h`: a whole number above nought and a unit. */
export const DURATION_PATTERN = '^[1-9][0-9]{0,5}(s|m|h)$';

/** Seconds of a text that has the pattern. */
export function durationSeconds(text: string): number {
  return Number(text.slice(0, -1)) * SECONDS[text.slice(-1) as keyof typeof SECONDS];
}
