import { inWords } from '../../scenario/duration';
import type { ScenarioReport } from '../json';
import { type Markup, markup, raw } from './markup';
import { percent, tierName } from './words';

/** The picture is stretched to the page's width: x is in parts of a thousand. */
const [WIDTH, HEIGHT] = [1000, 120];
const TICKS = [10, 30, 60, 120, 300, 900, 3600, 7200, 6 * 3600, 12 * 3600, 24 * 3600, 72 * 3600];

/**
 * Who answers, from the outage's start on. What matters happens in the first minutes of many hours: the time's scale is
 * logarithmic, from 10 s on.
 */
export function timeline(scenario: ScenarioReport, recoverySeconds: number | null): Markup {
  const { spans, seconds, title, notes } = scenario;
  const x = (at: number) => Math.round((Math.log1p(at / 10) / Math.log1p(seconds / 10)) * WIDTH * 10) / 10;
  const bands = [1, 2, 3, 0].map((tier) => {
    // A band lies on those before it.
    const boxes = spans.map(({ from, to, shares }) => {
      let [under, own] = [0, 0];
      for (const one of shares) {
        const its = one.failed === undefined ? (one.tier ?? 0) : 0;
        if (its === tier) own += one.share;
        else if (tier === 0 || (its !== 0 && its < tier)) under += one.share;
      }
      const [top, height] = [(1 - under - own) * HEIGHT, own * HEIGHT];
      return height < 0.05 ? '' : `M${x(from)} ${top.toFixed(1)}H${x(to)}v${height.toFixed(1)}H${x(from)}z`;
    });
    return markup`<path class="tier-${tier}" d="${raw(boxes.join(''))}"/>`;
  });
  const ticks = TICKS.filter((at) => at < seconds * 0.9).map(
    (at) => markup`<span style="left:${x(at) / 10}%">${inWords(at)}</span>`,
  );
  const moved = notes.filter(({ kind }) => kind === 'dns').slice(0, 40);
  const events = moved.map(({ at }) => markup`<line class="event" x1="${x(at)}" x2="${x(at)}" y1="0" y2="${HEIGHT}"/>`);
  const limit =
    recoverySeconds === null || recoverySeconds >= seconds
      ? ''
      : markup`<line class="limit" stroke-width="2" x1="${x(recoverySeconds)}" x2="${x(recoverySeconds)}" y1="0" y2="${HEIGHT}"/>`;
  return markup`<svg class="timeline" role="img" width="100%" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none"><title>Who answered at which tier during ${title}; the table below says the same.</title>${bands}${events}${limit}</svg><div class="ticks soft" aria-hidden="true">${ticks}</div>`;
}

const MOST_ROWS = 40;

/** The same for who does not look at pictures. */
export function spanTable({ spans }: ScenarioReport): Markup {
  const rows = spans.slice(0, MOST_ROWS).map(({ from, to, shares }) => {
    const said = new Map<string, number>();
    for (const { cell, tier, failed, share } of shares) {
      const who =
        failed === undefined
          ? `${cell} at ${tierName(tier ?? 0)}`
          : `${failed}${cell === undefined ? '' : ` at ${cell}`}`;
      said.set(who, (said.get(who) ?? 0) + share);
    }
    const text = [...said].sort((left, right) => right[1] - left[1]).map(([who, share]) => `${who} ${percent(share)}`);
    return markup`<tr><td>${inWords(from)}</td><td>${inWords(to)}</td><td>${text.join('; ')}</td></tr>`;
  });
  const more = spans.length - MOST_ROWS;
  return markup`<div class="wide" tabindex="0" role="region" aria-label="Who answered, by time"><table><thead><tr><th scope="col">from</th><th scope="col">to</th><th scope="col">who answered</th></tr></thead><tbody>${rows}</tbody></table>${more > 0 ? markup`<p class="soft small">and ${more} more, in <code>--json</code></p>` : ''}</div>`;
}
