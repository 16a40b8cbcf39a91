import type { CellTraffic, Estimate } from './estimate';

/** Both tables, and what has to be known of them. */
export function costTable(
  { fixedMonthly, perMillionRequests, perMillionJobs, notCounted, priceDate }: Estimate,
  markdown: boolean,
): string {
  const table = markdown ? markdownTable : plainTable;
  const places = [...new Set(fixedMonthly.flatMap((one) => one.places.map(({ place }) => place)))];
  const heads = fixedMonthly.map(
    ({ posture, declared }) => `${posture ?? 'a month'}${declared && posture ? ' (declared)' : ''}`,
  );
  const rows = places.map((place) => [
    place,
    ...fixedMonthly.map((one) => dollars(one.places.find((cost) => cost.place === place)?.usd ?? 0)),
  ]);
  const fixed = table([
    ['a month without any caller', ...heads],
    ...rows,
    ['all', ...fixedMonthly.map(({ usd }) => dollars(usd))],
    ...(fixedMonthly.length > 1 ? [['survives', ...fixedMonthly.map(({ survives }) => survives)]] : []),
  ]);
  const takesJobs = perMillionJobs.length > 0;
  const known = ({ usd, lines }: CellTraffic) => (lines.length === 0 ? '?' : dollars(usd));
  const traffic = table([
    ['a million requests at tier 1', 'US dollars', ...(takesJobs ? ['the same as jobs'] : []), 'not known'],
    ...perMillionRequests.map((requests) => [
      requests.cell,
      known(requests),
      ...perMillionJobs.filter(({ cell }) => cell === requests.cell).map(known),
      requests.unknown.join('; ') || '-',
    ]),
  ]);
  return [
    fixed,
    traffic,
    `US dollars, by list prices as they were gone through on ${priceDate}: most of them second-hand, to be compared with the providers' pages (--json names each).`,
    `Not counted: ${notCounted.join('; ')}.`,
  ].join('\n\n');
}

/** Every line of the declared posture. */
export function linesText({ fixedMonthly, perMillionRequests, perMillionJobs }: Estimate): string {
  const declared = fixedMonthly.find((one) => one.declared) ?? fixedMonthly[0];
  const text = (name: string, lines: readonly { readonly what: string; readonly usd: number }[]) => [
    name,
    ...lines.map(({ what, usd }) => `  ${dollars(usd).padStart(10)}  ${what}`),
  ];
  return [
    ...declared.places.flatMap(({ place, lines }) => text(`${place}, a month`, lines)),
    ...perMillionRequests.flatMap(({ cell, lines }) => text(`${cell}, a million requests`, lines)),
    ...perMillionJobs.flatMap(({ cell, lines }) => text(`${cell}, the same as jobs`, lines)),
    ...declared.uncovered.map((sentence) => `left uncovered: ${sentence}`),
    ...declared.assumed.map((sentence) => `assumed: ${sentence}`),
  ].join('\n');
}

export function dollars(usd: number): string {
  if (usd !== 0 && usd < 10) return usd.toFixed(2);
  return Math.round(usd).toLocaleString('en-US');
}

function plainTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => Math.min(60, row[column].length))));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function markdownTable([head, ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
