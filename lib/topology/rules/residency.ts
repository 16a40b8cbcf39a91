import { nearest } from '../../contract/nearest';
import { bedrockGeography, residencyOf } from '../../contract/residency';
import { AWS_REGIONS } from '../aws-regions';
import type { Finding } from '../finding';
import { GOOGLE_REGIONS } from '../google-regions';
import type { DocumentPath } from '../path';
import type { Rule } from './rule';

const GEOGRAPHIES = ['eu', 'us', 'apac'];

/**
 * Every place that a residency can name: a geography, or a region that lies in none. A Region inside a geography
 * (`eu-west-1`) is no residency, since what a rung processes there may be processed in the whole geography.
 */
const RESIDENCIES: readonly string[] = [
  ...GEOGRAPHIES,
  ...AWS_REGIONS.filter((region) => bedrockGeography(region) === undefined),
  ...GOOGLE_REGIONS.filter((region) => !GEOGRAPHIES.includes(googleResidency(region))),
];

/** Where an endpoint says that it processes; `global` is inside no fence. */
const DECLARABLE = [...RESIDENCIES, 'global'];

export const fencesAreKnown: Rule = ({ routesWith }) =>
  routesWith('residency').flatMap(({ path, value }) => unknownIn(value.residency, RESIDENCIES, [...path, 'residency']));

export const rungsDeclareResidency: Rule = ({ rungsWith, whole }) =>
  rungsWith('residency').flatMap(({ path, value: { document } }): Finding | Finding[] => {
    const { openAiCompatible, residency } = document;
    const place = [...path, 'residency'];
    if (openAiCompatible === undefined) {
      if (residency === undefined || !whole(...path, 'openAiCompatible')) return [];
      const message = 'The residency of this rung follows from its source.';
      return { code: 'residency-is-derived', path: place, message, found: residency, mend: 'remove residency' };
    }
    if (residency !== undefined) return unknownIn(residency, DECLARABLE, place);
    return {
      code: 'residency-undeclared',
      path: place,
      message: 'Nobody can derive where this rung processes what it is sent.',
      allowed: 'eu, us, apac, global, or a region outside those geographies',
      mend: 'for example `residency: [eu]`; `[global]` where it is not bounded',
    };
  });

function unknownIn(residency: readonly string[], known: readonly string[], path: DocumentPath): Finding[] {
  return residency.flatMap((found, index) => {
    if (known.includes(found)) return [];
    const geography = AWS_REGIONS.includes(found) ? bedrockGeography(found) : nearest(found, known);
    return {
      code: 'unknown-residency',
      path: [...path, index],
      message: 'No rung can have this residency.',
      found,
      allowed: `${known.includes('global') ? 'eu, us, apac, global' : 'eu, us, apac'}, or a region outside those geographies`,
      mend: geography === undefined ? 'name a geography' : `did you mean \`${geography}\`?`,
    };
  });
}

/** Asked of the contract, so that both always agree. */
function googleResidency(region: string): string {
  const source = { kind: 'deterministic' } as const;
  return residencyOf({ name: '', tier: 3, on: {} }, source, `google:${region}`)?.[0] ?? region;
}
