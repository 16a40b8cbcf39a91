/** `90s`, `2m`, `1.5m`, `500ms`, `1h`, `2h52m` in seconds; undefined when the text is no duration. */
export function parseDuration(text: string): number | undefined {
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

/** `28 s`, `2 min 5 s`, `14 h 32 min` */
export function inWords(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'for ever';
  const whole = Math.round(seconds);
  if (whole < 120) return `${whole} s`;
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  if (hours === 0) return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
}
