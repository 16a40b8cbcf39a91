import type { LoadVerdict } from './judge-load';

/** What is surely not carried, in words. */
export function lackText({ lacking }: Pick<LoadVerdict, 'lacking'>): string {
  const cells = lacking.map(
    ({ cell, requestsPerSecond }) => `${rateText(requestsPerSecond)} requests a second at ${cell}`,
  );
  return `nobody carries ${listed(cells)}`;
}

/** What would have to be known, in words. */
export function doubtText({ doubts }: Pick<LoadVerdict, 'doubts'>): string {
  if (doubts.length === 0) {
    return 'it depends on how the demand is split among the routes, which nobody says: demandPercent of each route does';
  }
  const each = doubts.map(
    ({ name, wanted, least }) =>
      `${name} carries ${rateText(wanted)} requests a second (${rateText(least)} come to it while nothing fails)`,
  );
  return `nobody knows whether ${listed(each)}`;
}

/** More are not read. */
const MOST = 4;

function listed(items: readonly string[]): string {
  const more = items.length - MOST;
  return [...items.slice(0, MOST), ...(more > 0 ? [`${more} more`] : [])].join(', and ');
}

/** Two digits, and no more than that is known. */
export function rateText(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0);
}
