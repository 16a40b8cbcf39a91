import { HEADERS, type ServedBy, type Tried } from '../contract/http';

/** What an answer says of itself. An error was served by no rung, but says what was tried. */
export type Told = Partial<ServedBy> & Pick<ServedBy, 'cell'>;

const NAMES = Object.entries(HEADERS) as readonly [keyof typeof HEADERS, string][];

export function headersOf(told: Told): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [member, header] of NAMES) {
    const value = told[member];
    if (value !== undefined) headers[header] = printable(String(value));
  }
  const { tried = [] } = told;
  if (tried.length > 0) headers['server-timing'] = serverTiming(tried);
  return headers;
}

/** @see https://www.w3.org/TR/server-timing/ */
function serverTiming(tried: readonly Tried[]): string {
  return tried.map(({ rung, outcome, milliseconds }) => `${rung};dur=${milliseconds};desc="${outcome}"`).join(', ');
}

/** Names are the team's own; a header takes printable ASCII only. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?');
}
