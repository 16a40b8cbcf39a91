import type { Topology } from './topology';

/** Health checks that a fleet has: in each Region, at its front door, and of its Google cells, in the same account. */
export function healthCheckCount({ prefer, awsCells, secondCloud, google }: Topology) {
  const quality = prefer === 'quality';
  // A lone Region has no switch.
  const perRegion = (quality ? 5 : 2) + (awsCells.length > 1 ? 1 : 0);
  const frontDoor = secondCloud === undefined ? 0 : quality && secondCloud.preferredPath !== undefined ? 3 : 1;
  // A probe of each Google region and one check over them, for each of `any` and `best`; and the switch of them all.
  const ofGoogle = google === undefined ? 0 : (quality ? 2 : 1) * (google.cells.length + 1) + 1;
  return { perRegion, frontDoor, ofGoogle, total: perRegion * awsCells.length + frontDoor + ofGoogle };
}
