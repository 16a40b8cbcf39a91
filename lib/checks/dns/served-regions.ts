import type { Estate } from '../../estate/estate';
import { once } from '../../estate/views/once';
import { placeOf } from './places';
import { entrySets, leavesOf } from './record-sets';

/** The AWS Regions that some name of clients leads to. */
export const servedRegions = once(
  (estate: Estate): ReadonlySet<string> =>
    new Set(
      entrySets(estate).flatMap((set) =>
        leavesOf(estate, set).flatMap((leaf) => {
          const place = placeOf(estate, leaf);
          return place?.cloud === 'aws' && place.region !== 'global' ? [place.region] : [];
        }),
      ),
    ),
);
