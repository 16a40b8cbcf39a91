import type { RequestRecord } from './record';

/**
 * What happened at a moment, and who answered each client from then on until the next. Times are seconds of service time.
 * What was asked before and answered after a moment is of neither side.
 */
export interface Change {
  /** `throttle frontier; kill aws:eu-west-1` */
  readonly event: string;
  readonly atSeconds: number;
  readonly clients: readonly ClientChange[];
}

export interface ClientChange {
  /** The AWS Region beside which the client stands. */
  readonly from: string;
  /** The last answer before, and the last one until the next event: `aws:eu-west-1 tier 1`. */
  readonly before: string;
  readonly after: string;
  /** From the event to the first of the answers that all were `after`, at its end; 0 where nothing changed. */
  readonly seconds: number;
  /** All answers between the event and the next, by who gave them. */
  readonly answered: Readonly<Record<string, number>>;
}

interface Happening {
  readonly event: string;
  readonly atSeconds: number;
}

/** Which cell and tier answered after each event, and how long the change took. */
export function changesOf(records: readonly RequestRecord[], happenings: readonly Happening[]): readonly Change[] {
  const moments = [...new Set(happenings.map(({ atSeconds }) => atSeconds))].sort((a, b) => a - b);
  const clients = [...new Set(records.map(({ from }) => from))].sort();
  return moments.map((atSeconds, index) => ({
    event: happenings.flatMap((one) => (one.atSeconds === atSeconds ? [one.event] : [])).join('; '),
    atSeconds: tenths(atSeconds),
    clients: clients.flatMap((from) => {
      const own = records.filter((record) => record.from === from).sort((a, b) => a.startedAt - b.startedAt);
      const until = moments[index + 1] ?? Number.POSITIVE_INFINITY;
      const before = own.filter(({ endedAt }) => endedAt < atSeconds).at(-1);
      const since = own.filter(({ startedAt, endedAt }) => startedAt >= atSeconds && endedAt < until);
      const last = since.at(-1);
      return before === undefined || last === undefined ? [] : [clientChange(from, before, since, last, atSeconds)];
    }),
  }));
}

function clientChange(
  from: string,
  before: RequestRecord,
  since: readonly RequestRecord[],
  last: RequestRecord,
  atSeconds: number,
): ClientChange {
  const after = whoOf(last);
  const whos = since.map(whoOf);
  const unbroken = [...whos].reverse().findIndex((who) => who !== after);
  const settled = unbroken < 0 ? since[0] : since[since.length - unbroken];
  const changed = unbroken >= 0 || after !== whoOf(before);
  const answered: Record<string, number> = {};
  for (const who of whos.sort()) answered[who] = (answered[who] ?? 0) + 1;
  return { from, before: whoOf(before), after, seconds: changed ? tenths(settled.endedAt - atSeconds) : 0, answered };
}

/** `aws:eu-west-1 tier 1`, or why nobody answered. */
function whoOf({ outcome }: RequestRecord): string {
  return outcome.kind === 'answered' ? `${outcome.cell} tier ${outcome.tier}` : outcome.reason;
}

/** For people: only what changed. */
export function changeLines(changes: readonly Change[]): readonly string[] {
  return changes.flatMap(({ event, atSeconds, clients }) =>
    clients
      .filter(({ before, after, answered }) => before !== after || Object.keys(answered).length > 1)
      .map(({ from, before, after, seconds, answered }) => {
        const mixed = Object.entries(answered).map(([who, number]) => `${who} x${number}`);
        const settled = before === after ? `mixed, at last ${after}` : `${before} -> ${after}`;
        return `  changed      ${event} at ${atSeconds} s, for ${from}: ${settled} in ${seconds} s (${mixed.join(', ')})`;
      }),
  );
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
