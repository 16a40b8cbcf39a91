/** What a duration may look like, for messages. */
export const DURATIONS = '90s, 5m, 2h30m, or a number of seconds';

/**
 * `90s`, `2m`, `1.5m`, `500ms`, `1h`, `2h52m`, and `90` in seconds, wherever a time is typed; undefined when the text is
 * no duration.
 */
export function parseDuration(text: string): number | undefined {
  if (/^\d{1,9}(?:\.\d{1,3})?$/.test(text)) return Number(text);
  if (text.length > 40 || !/^(?:\d{1,9}(?:\.\d{1,3})?(?:ms|s|m|h))+$/.test(text)) return undefined;
  let total = 0;
  let largest = Number.POSITIVE_INFINITY;
  for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    const seconds = UNITS[unit as keyof typeof UNITS];
    // `5m2h` is a slip of the hand.
    if (seconds >= largest) return undefined;
    largest = seconds;
    total += Number(count) * seconds;
  }
  return total;
}

const UNITS = { ms: 0.001, s: 1, m: 60, h: 3600 } as const;
