import type { FleetMetadata } from '../../contract/metadata';
import { cloudOf, fleetsOf, ladderOf, type Rung } from '../fleets';
import { geographyOf } from '../geography';
import { type Rule, violation } from '../rule';

export const fencedRouteWithoutRung: Rule = {
  id: 'fenced-route-without-rung',
  family: 'ai',
  severity: 'error',
  fails: 'No rung may answer a fenced route in a cell',
  why: 'All rungs that the floor accepts process their requests outside the fence, or nobody knows where: the gateway refuses them, and failing over to this cell is failing.',
  source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/cross-region-inference.html',
  mend: 'Use a profile or a location inside the fence, declare the residency of the rung, or take the cell out of the fleet.',
  judge: (estate) =>
    fleetsOf(estate).flatMap(({ intent: { cells, ladder, routes }, stack }) =>
      routes
        .filter(({ residency }) => residency.length > 0)
        .flatMap(({ name, floor, residency }) =>
          cells
            .filter((cell) =>
              ladderOf(cell, ladder)
                .filter(({ tier }) => tier <= floor)
                .every((rung) => !isInside(placesOf(rung, cell), residency)),
            )
            .map((cell) => violation(stack, `In ${cell} nothing answers ${name} inside ${residency.join(', ')}.`)),
        ),
    ),
};

/** Where a rung processes what it is sent; undefined where that is not bounded or not known. */
function placesOf(rung: Rung, cell: FleetMetadata['cells'][number]): readonly string[] | undefined {
  const source = rung.on[cloudOf(cell)];
  switch (source?.kind) {
    case 'bedrock': {
      if (source.profile === 'global') return undefined;
      const place = source.profile === 'geographic' ? geographyOf(cell) : source.profile;
      return place === undefined ? undefined : [place];
    }
    case 'vertex':
      if (source.location === 'global') return undefined;
      return [source.location === 'cell' ? (geographyOf(cell) ?? '') : source.location];
    case 'openai-compatible':
      return rung.residency;
    default:
      return [geographyOf(cell) ?? ''];
  }
}

function isInside(places: readonly string[] | undefined, fence: readonly string[]): boolean {
  return places !== undefined && places.length > 0 && places.every((place) => fence.includes(place));
}
