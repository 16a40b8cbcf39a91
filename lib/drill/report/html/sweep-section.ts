import type { DrillReport, SweepJson } from '../json';
import { nines } from '../text';
import { type Markup, markup } from './markup';
import { matrix } from './matrix';
import { percent, verdict } from './words';

const MOST = 60;

export function sweepSection({ sweep, components, floor }: DrillReport): Markup {
  if (sweep === undefined) return markup``;
  const { order, scenarios, survival } = sweep;
  return markup`<section aria-labelledby="sweep"><h2 id="sweep">Whatever fails together</h2>
<p>${scenarios} sets of up to ${order} of ${components.length} components, each for good, by the exact algebra.</p>
${
  survival.length === 0
    ? ''
    : table(
        'Objectives',
        ['objective', 'tried', 'verdict', 'not survived, or undecided'],
        survival.map(({ survive, tried, verdict: found, missed, undecided }) => [
          survive,
          tried,
          verdict(found),
          [...missed, ...undecided]
            .slice(0, 6)
            .map((one) => `${one.components.join(' + ')}: ${one.why}`)
            .join('; '),
        ]),
      )
}
<h3>Every pair</h3>${matrix(sweep, components)}
<h3 id="cuts">Minimal cut sets</h3>
<p>The smallest sets of components after whose loss some client is answered at a lower tier, or not at all; the share is that of all clients.</p>
${cuts(sweep)}
<h3>What matters most</h3>
${table(
  'What matters most',
  [
    'component',
    `clients below tier ${floor} when it alone is lost`,
    'pairs in which neither alone is enough',
    'its part in what is expected to be lost',
  ],
  sweep.importance
    .slice(0, 15)
    .map(({ component, alone, pairs, part }) => [
      component,
      percent(alone),
      pairs,
      part === undefined ? 'nothing is promised of it' : percent(part),
    ]),
)}
<h3>What to expect, by promises</h3>
<p>From what providers promise a month, with shared causes and a length of failures, each at its better and at its worse end: a statement about contracts, and an interval, not one number.</p>
${table(
  'What to expect, by promises',
  ['at this tier or better', 'least', 'most'],
  Object.entries(sweep.availability.byTier)
    .filter(([tier]) => tier in sweep.cutSets)
    .map(([tier, { least, most }]) => [`tier ${tier}`, `${nines(least)} %`, `${nines(most)} %`]),
)}
<details><summary>What is assumed of each component</summary><div class="inside">${table(
    'What is assumed of each component',
    ['component', 'down, of its time', 'from'],
    sweep.availability.assumed.map(({ component, down, from }) => [
      component,
      `${down.least.toExponential(1)} to ${down.most.toExponential(1)}`,
      from,
    ]),
  )}<p class="small">Nobody promises anything of, and left out: ${sweep.availability.leftOut.join(', ') || 'nothing'}.</p></div></details></section>`;
}

function cuts({ cutSets }: SweepJson): Markup[] {
  return Object.entries(cutSets).map(([tier, sets]) => {
    const items = sets
      .slice(0, MOST)
      .map(
        ({ components, share }) =>
          markup`<li>${components.join(' + ')} <span class="soft">${percent(share)}</span></li>`,
      );
    if (sets.length === 0) return markup`<p>Below tier ${tier}: none of this size.</p>`;
    const more = sets.length - MOST;
    return markup`<details${sets.length > 12 ? '' : markup` open`}><summary>Below tier ${tier}: ${sets.length}</summary><div class="inside"><ul class="sets small">${items}</ul>${more > 0 ? markup`<p class="soft small">and ${more} more, in <code>--json</code></p>` : ''}</div></details>`;
  });
}

/** The first cell of a row is its header. What is wider than the page scrolls, by keyboard too. */
export function table(
  label: string,
  heads: readonly string[],
  rows: readonly (readonly (Markup | string | number)[])[],
): Markup {
  const body = rows.map(
    ([first, ...others]) =>
      markup`<tr><th scope="row">${first}</th>${others.map((cell) => markup`<td>${cell}</td>`)}</tr>`,
  );
  return markup`<div class="wide" tabindex="0" role="region" aria-label="${label}"><table><thead><tr>${heads.map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead><tbody>${body}</tbody></table></div>`;
}
