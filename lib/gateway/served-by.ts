import { HEADERS, type ServedBy } from '../contract/http';

/** What an answer says of itself. An error was served by no rung, but says what was tried. */
export type Told = Partial<ServedBy> & Pick<ServedBy, 'cell'>;

export function headersOf(told: Told): Record<string, string> {
  return Object.fromEntries(
    Object.entries(HEADERS).flatMap(([member, header]) => {
      const value = told[member as keyof ServedBy];
      return value === undefined ? [] : [[header, printable(String(value))]];
    }),
  );
}

/** Names are the team's own; a header takes printable ASCII only. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?');
}
