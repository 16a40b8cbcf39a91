import { type Comparison, carriedText, changesText, type Standing } from '../compare';
import { type Markup, markup } from './markup';
import { table } from './sweep-section';
import { percent, SIGNS, secondsText, verdict } from './words';

/** Before and after: what a change does to survivability. */
export function changesSection(changed: Comparison | undefined): Markup {
  if (changed === undefined) return markup``;
  const { scenarios, cutSets, components, warnings } = changed;
  const standing = (one: Standing) => {
    const carried = carriedText(one);
    return markup`${verdict(one.verdict)} ${percent(one.failed)} failed${one.failed === 0 ? '' : `, back after ${secondsText(one.recoverySeconds)}`}${carried === undefined ? '' : `; ${carried}`}`;
  };
  return markup`<section aria-labelledby="changed"><h2 id="changed">What changed</h2>
<p>Beside what was before, ${changesText(changed)}.</p>
${warnings.map((warning) => markup`<p class="missed">Note: ${warning}.</p>`)}
${
  scenarios.length === 0
    ? ''
    : table(
        'Outages that changed',
        ['outage', 'change', 'before', 'now'],
        scenarios.map(({ id, title, before, after, change }) => [
          `${id} ${title}`,
          markup`<span class="verdict ${CHANGES[change]}">${SIGNS[CHANGES[change]]} ${change}</span>`,
          standing(before),
          standing(after),
        ]),
      )
}
${cutSetsSection(cutSets)}
${components.added.length + components.removed.length === 0 ? '' : markup`<p class="small">New components: ${components.added.join(', ') || 'none'}. Gone: ${components.removed.join(', ') || 'none'}.</p>`}</section>`;
}

const CHANGES = { better: 'met', worse: 'missed', undecided: 'undecided' } as const;

/** As many as are read at a glance; more are unfolded by who wants them. */
const MOST_SHOWN = 10;

function cutSetsSection(cutSets: Comparison['cutSets']): Markup {
  const sets = Object.entries(cutSets).flatMap(([tier, { added, removed }]) => [
    ...added.map(({ components: set, share }) => [
      `tier ${tier}`,
      markup`<span class="missed">new</span>`,
      set.join(' + '),
      percent(share),
    ]),
    ...removed.map(({ components: set, share }) => [
      `tier ${tier}`,
      markup`<span class="met">gone</span>`,
      set.join(' + '),
      percent(share),
    ]),
  ]);
  if (sets.length === 0) return markup`<p>No minimal cut set came or went.</p>`;
  const all = Object.values(cutSets);
  const count = (of: 'added' | 'removed') => all.reduce((sum, tier) => sum + tier[of].length, 0);
  return markup`<details${sets.length <= MOST_SHOWN ? markup` open` : ''}><summary>Minimal cut sets: ${count('added')} new, ${count('removed')} gone</summary>
<div class="inside">${table('Minimal cut sets that changed', ['below', 'change', 'minimal cut set', 'of the clients'], sets)}</div></details>`;
}
