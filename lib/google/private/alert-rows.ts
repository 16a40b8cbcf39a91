import type { RunbookSection } from '../../contract/runbook';

export interface AlertRow {
  readonly id: string;
  /** PromQL that has a value while it is raised. */
  readonly query: string;
  /** How long it must have had one. @default 0 */
  readonly lastingSeconds?: number;
  readonly what: string;
  readonly section: RunbookSection;
  readonly severity: 'CRITICAL' | 'ERROR' | 'WARNING';
}

/**
 * How fast the error budget of 30 days burns, in two windows at once: 2 % of it within an hour, 5 % within six.
 * @see https://sre.google/workbook/alerting-on-slos/
 */
export const BURNS = [
  { id: 'BurnFast', rate: 14.4, long: '1h', short: '5m', severity: 'CRITICAL' },
  { id: 'BurnSlow', rate: 6, long: '6h', short: '30m', severity: 'ERROR' },
] as const;

/** Fewer than this are no rate. */
export const LEAST_ERRORS = 3;

const BY_ROUTE = ' by (route) ';

/** @param series names a metric, with what else its labels must be */
export function alertRows(series: (name: string, more?: string) => string, availability: number): readonly AlertRow[] {
  const budget = 1 - availability / 100;
  const sum = (name: string, window: string, more?: string, by = '') =>
    `sum${by}(increase(${series(name, more)}[${window}]))`;
  const burn = (window: string, rate: number, by = '') => {
    const [errors, requests] = ['errors', 'requests'].map((name) => sum(name, window, '', by));
    return `(${errors} >= ${LEAST_ERRORS} and ${errors} / ${requests} >= ${Number((rate * budget).toPrecision(6))})`;
  };
  const any = (name: string, window = '5m') => `${sum(name, window)} > 0`;
  const share = (tier: number, most: number) =>
    `(${sum('answers', '15m')} >= 20 and ${sum('answers', '15m', `,tier="${tier}"`)} / ${sum('answers', '15m')} > ${most})`;
  return [
    ...BURNS.map(({ id, rate, long, short, severity }) => ({
      ...{ id, severity, section: 'evacuate' as const },
      query: `${burn(long, rate)} and ${burn(short, rate)}`,
      what: `The error budget of 30 days (${availability} %) burns ${rate} times too fast, for ${long} and still in the last ${short}.`,
    })),
    // A small route can burn alone and be nothing among all: one policy looks at each of them, and its incident says which.
    ...BURNS.map(({ id, rate, long, short, severity }) => ({
      ...{ id: `Route${id}`, severity, section: 'see' as const },
      query: `${burn(long, rate, BY_ROUTE)} and ${burn(short, rate, BY_ROUTE)}`,
      what: `Of one route (the incident's label), the error budget of 30 days (${availability} %) burns ${rate} times too fast, for ${long} and still in the last ${short}.`,
    })),
    {
      id: 'DegradedToTier2',
      query: share(2, 0.1),
      what: 'Tier 2 gives more than 10 % of the answers: better tiers fail or are passed over.',
      section: 'see',
      severity: 'WARNING',
    },
    {
      id: 'DegradedToTier3',
      query: share(3, 0.01),
      what: 'Tier 3 gives more than 1 % of the answers: better tiers fail or are passed over.',
      section: 'see',
      severity: 'WARNING',
    },
    {
      id: 'BelowFloor',
      query: any('below_floor'),
      what: 'Requests are refused, since no rung at their floor answers.',
      section: 'evacuate',
      severity: 'CRITICAL',
    },
    {
      id: 'OutsideFence',
      query: any('outside_fence'),
      what: 'Requests are refused, since no rung here lies within their residency or declares their controls.',
      section: 'see',
      severity: 'ERROR',
    },
    {
      id: 'BreakersOpening',
      query: `${sum('breakers_opened', '5m')} > 2`,
      what: 'Breakers open again and again: a model or its endpoint fails.',
      section: 'rung',
      severity: 'WARNING',
    },
    {
      id: 'NeedsAPerson',
      query: any('needs_a_person'),
      what: 'A provider refuses its key, or has no such model: only a person mends that.',
      section: 'see',
      severity: 'ERROR',
    },
    {
      id: 'RungDisabled',
      query: any('rung_disabled'),
      what: "A rung is passed over by a person's order, which an object rungs/… of its cell's bucket holds.",
      section: 'rung',
      severity: 'WARNING',
    },
  ];
}
