import type { SweepJson } from '../json';
import { type Markup, markup, raw } from './markup';
import { legend, tierName } from './words';

const CELL = 11;
const LABELS = 300;

/** Every pair of components that fail together, by the worst tier that any client is left with; on the diagonal one alone. */
export function matrix({ pairs, singles }: SweepJson, components: readonly string[]): Markup {
  if (pairs.length === 0)
    return markup`<p class="soft">There is no matrix: no pairs were swept, or there are more than 120 components.</p>`;
  const alone = new Map(singles.map(({ component, worstTier }) => [component, worstTier]));
  const rows = components.map((id, row) => [
    ...Array.from({ length: row }, (_, column) => Number(pairs[column][row - column - 1])),
    alone.get(id) ?? 0,
  ]);
  const side = components.length * CELL;
  const paths = [1, 2, 3, 0].map((tier) => {
    const boxes = rows.flatMap((cells, row) =>
      runsOf(cells, tier).map(
        ([from, length]) =>
          `M${LABELS + from * CELL} ${row * CELL}h${length * CELL - 1}v${CELL - 1}h-${length * CELL - 1}z`,
      ),
    );
    return markup`<path class="tier-${tier}" d="${raw(boxes.join(''))}"/>`;
  });
  const labels = components.map(
    (id, row) =>
      markup`<text x="${LABELS - 6}" y="${row * CELL + 9}" text-anchor="end" font-size="9" style="font-size:9px">${id.length > 52 ? `${id.slice(0, 51)}…` : id}</text>`,
  );
  const worst = rows.flat().filter((tier) => tier === 0).length;
  return markup`${legend([1, 2, 3, 0])}
<p>Point at it, or focus it and use the arrow keys, to be told a pair.</p>
<output id="told" aria-live="polite"></output>
<div class="wide"><svg id="matrix" tabindex="0" role="application" aria-label="Matrix of all pairs of faults: ${worst} of ${rows.flat().length} leave some client without an answer. The cut sets below list them in words." width="${LABELS + side}" height="${side}" viewBox="0 0 ${LABELS + side} ${side}">${labels}${paths}<rect id="at" width="${CELL}" height="${CELL}" fill="none" stroke="currentColor" stroke-width="2" visibility="hidden"/></svg></div>
<script type="application/json" id="pairs">${raw(inScript({ components, rows: rows.map((cells) => cells.join('')), names: [0, 1, 2, 3].map(tierName) }))}</script>
<script>${raw(SCRIPT)}</script>`;
}

/** Neighbours of one tier, as `[from, length]`. */
function runsOf(cells: readonly number[], tier: number): [number, number][] {
  const runs: [number, number][] = [];
  for (const [index, cell] of cells.entries()) {
    const last = runs.at(-1);
    if (cell !== tier) continue;
    if (last !== undefined && last[0] + last[1] === index) last[1] += 1;
    else runs.push([index, 1]);
  }
  return runs;
}

/** JSON within a script element must not end it. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}

const SCRIPT = `
(() => {
  const svg = document.getElementById('matrix'), at = document.getElementById('at'), told = document.getElementById('told');
  const { components, rows, names } = JSON.parse(document.getElementById('pairs').textContent);
  let row = 0, column = 0;
  const tell = () => {
    at.setAttribute('x', ${LABELS} + column * ${CELL} - .5); at.setAttribute('y', row * ${CELL} - .5); at.setAttribute('visibility', 'visible');
    const both = row === column ? components[row] + ' alone' : components[column] + ' and ' + components[row];
    told.textContent = both + ': at worst ' + names[rows[row][column]];
  };
  svg.addEventListener('pointermove', (event) => {
    const box = svg.getBoundingClientRect();
    const [x, y] = [Math.floor((event.clientX - box.left - ${LABELS}) / ${CELL}), Math.floor((event.clientY - box.top) / ${CELL})];
    if (y < 0 || y >= rows.length || x < 0 || x > y) return;
    [row, column] = [y, x]; tell();
  });
  svg.addEventListener('keydown', (event) => {
    const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? [0, 0];
    if (down === 0 && right === 0) return;
    event.preventDefault();
    row = Math.min(rows.length - 1, Math.max(0, row + down)); column = Math.min(row, Math.max(0, column + right)); tell();
  });
})();
`;
