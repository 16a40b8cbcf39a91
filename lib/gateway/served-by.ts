import { HEADERS, type ServedBy, type Tried } from '../contract/http';

/** What an answer says of itself. An error was served by no rung, but says what was tried. */
export type Told = Partial<ServedBy> & Pick<ServedBy, 'cell'>;

export function headersOf(told: Told): Record<string, string> {
  const headers = Object.entries(HEADERS).flatMap(([member, header]) => {
    const value = told[member as keyof ServedBy];
    return value === undefined ? [] : [[header, printable(String(value))]];
  });
  const { tried = [] } = told;
  return Object.fromEntries([...headers, ...(tried.length > 0 ? [['server-timing', serverTiming(tried)]] : [])]);
}

/** @see https://www.w3.org/TR/server-timing/ */
function serverTiming(tried: readonly Tried[]): string {
  return tried.map(({ rung, outcome, milliseconds }) => `${rung};dur=${milliseconds};desc="${outcome}"`).join(', ');
}

/** Names are the team's own; a header takes printable ASCII only. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?');
}
