/** `90s`, `2m`, `1.5m`, `500ms`, `1h` in seconds; undefined when the text is no duration. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)$/.exec(text);
  if (match === null) return undefined;
  return Number(match[1]) * UNITS[match[2] as keyof typeof UNITS];
}

const UNITS = { ms: 0.001, s: 1, m: 60, h: 3600 } as const;
