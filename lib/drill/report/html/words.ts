import type { Verdict } from '../../capacity/judge-load';
import { inWords } from '../../scenario/duration';
import { percent } from '../../sweep/survival';
import type { Seconds } from '../json';
import { type Markup, markup } from './markup';

/** `tier 2`; nobody has a tier of 0. */
export function tierName(tier: number): string {
  return tier === 0 ? 'no answer' : `tier ${tier}`;
}

export function secondsText(value: Seconds): string {
  return value === null ? 'not while it lasted' : inWords(value);
}

export function verdict(found: Verdict): Markup {
  return markup`<span class="verdict ${found}">${SIGNS[found]} ${found}</span>`;
}

/** Told apart by more than their colours. */
export const SIGNS: Readonly<Record<Verdict, string>> = { met: '✓', missed: '✗', undecided: '?' };

/** The same where nothing is asked. */
export function inTime(found: Verdict): Markup {
  return found !== 'missed'
    ? markup`<span class="verdict soft">in time</span>`
    : markup`<span class="verdict soft">not in time</span>`;
}

export { percent };

/** What each colour stands for, for all pictures that use them. */
export function legend(tiers: readonly number[]): Markup {
  const item = (tier: number) =>
    markup`<li><svg width="14" height="14" aria-hidden="true"><rect width="14" height="14" class="tier-${tier}"/></svg>${tier === 0 ? 'not answered, or worthlessly' : tierName(tier)}</li>`;
  return markup`<ul class="legend">${tiers.map(item)}</ul>`;
}
