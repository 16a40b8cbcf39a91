import type { Comparison, Standing } from '../compare';
import { type Markup, markup } from './markup';
import { table } from './sweep-section';
import { percent, secondsText, verdict } from './words';

/** Before and after: what a change does to survivability. */
export function changesSection(changed: Comparison | undefined): Markup {
  if (changed === undefined) return markup``;
  const { scenarios, cutSets, components, warnings, worse, better } = changed;
  const standing = ({ meets, failed, recoverySeconds }: Standing) =>
    markup`${verdict(meets)} ${percent(failed)} failed, back after ${secondsText(recoverySeconds)}`;
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
  return markup`<section aria-labelledby="changed"><h2 id="changed">What changed</h2>
<p>${worse} outages are worse than before, ${better} better.</p>
${warnings.map((warning) => markup`<p class="missed">Note: ${warning}.</p>`)}
${
  scenarios.length === 0
    ? ''
    : table(
        ['outage', 'before', 'now'],
        scenarios.map(({ id, title, before, after }) => [`${id} ${title}`, standing(before), standing(after)]),
      )
}
${sets.length === 0 ? markup`<p>No minimal cut set came or went.</p>` : table(['below', '', 'minimal cut set', 'of the clients'], sets)}
${components.added.length + components.removed.length === 0 ? '' : markup`<p class="small">New components: ${components.added.join(', ') || 'none'}. Gone: ${components.removed.join(', ') || 'none'}.</p>`}</section>`;
}
