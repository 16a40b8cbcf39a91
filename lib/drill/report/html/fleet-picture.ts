import type { DrillReport } from '../json';
import { type Markup, markup } from './markup';
import { percent } from './words';

const ROW = 30;
const [LEFT, RIGHT, BOX, CHIP] = [140, 230, 215, 124];

/** Clients on the left, cells with their ladders on the right, and between them who answers whom while all is well. */
export function fleetPicture({ clients, cells, entries }: DrillReport): Markup {
  const rows = Math.max(clients.length, cells.length);
  const height = rows * ROW + 30;
  const middle = (count: number, index: number) => 30 + ((rows - count) * ROW) / 2 + index * ROW + ROW / 2;
  const place = new Map(cells.map(({ id }, index) => [id, middle(cells.length, index)]));
  const wires = clients.flatMap(({ answeredBy, share }, index) => {
    const from = middle(clients.length, index);
    return answeredBy.flatMap((cell) => {
      const to = place.get(cell);
      if (to === undefined) return [];
      const bend = (LEFT + RIGHT) / 2;
      return markup`<path class="wire" stroke-width="${Math.max(1.5, share * 12)}" d="M${LEFT} ${from}C${bend} ${from} ${bend} ${to} ${RIGHT} ${to}"/>`;
    });
  });
  const asked = clients.map(
    ({ place: beside, share }, index) =>
      markup`<text x="${LEFT - 8}" y="${middle(clients.length, index) + 4}" text-anchor="end">${beside} <tspan class="soft">${percent(share)}</tspan></text>`,
  );
  const answering = cells.map(({ id, rungs, prober }) => {
    const y = place.get(id) ?? 0;
    const chips = rungs
      .slice(0, 3)
      .map(
        ({ name, tier }, index) =>
          markup`<rect x="${RIGHT + BOX + 10 + index * (CHIP + 4)}" y="${y - 11}" width="6" height="22" class="tier-${tier}"/><text x="${RIGHT + BOX + 22 + index * (CHIP + 4)}" y="${y + 4}">${shortened(name)}</text>`,
      );
    return markup`<rect class="box" x="${RIGHT}" y="${y - 13}" width="${BOX}" height="26" rx="4"/><text x="${RIGHT + 8}" y="${y + 4}">${id.replace(':', ' ')}${prober ? '' : markup` <tspan class="soft">no prober</tspan>`}</text>${chips}`;
  });
  const spoken = clients.map(
    ({ place: beside, answeredBy }) => `Clients beside ${beside} are answered by ${answeredBy.join(', ') || 'nobody'}.`,
  );
  const width = RIGHT + BOX + 10 + 3 * (CHIP + 4);
  return markup`<div class="wide" tabindex="0" role="region" aria-label="The fleet, a picture"><svg role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><title>${`Who answers ${entries.join(', ')} while all is well. ${spoken.join(' ')}`}</title>
<text class="soft" x="${LEFT - 8}" y="16" text-anchor="end">clients beside</text><text class="soft" x="${RIGHT}" y="16">cells</text><text class="soft" x="${RIGHT + BOX + 10}" y="16">their ladders</text>
${wires}${asked}${answering}</svg></div>`;
}

function shortened(name: string): string {
  return name.length > 17 ? `${name.slice(0, 16)}…` : name;
}
