import { patternsCompile, promptsHaveRoutes, refusalPatternsCount } from './calls';
import { demandIsDeclared, egressIsSaid, gpuIsAskedFor, oneKindInCloud, postureHasCompute } from './compute-asked-for';
import { postureCanBeKept, throughputIsKnown } from './compute-capacity';
import { computeNamesFit, gpuIsOffered, modelFits, zonesAreInside } from './compute-fits';
import { demandAddsUp } from './demand-split';
import { goldenIsAskedInTime, goldenIsFew } from './golden';
import { jobsAreQueued, jobsHaveAWayOut, ledgerCanBeStrong, ledgerIsServed } from './jobs';
import {
  deterministicEverywhere,
  eachRungOnce,
  oneSource,
  responsesAreThere,
  rungCellsExist,
  tierFitsSource,
  tiersInOrder,
} from './ladder';
import { objectivesCanBeMet } from './objectives';
import { eachRegionOnce, frontDoorIsServed, namesFit, oneAccountWithTheZone, zoneHoldsDomain } from './places';
import { deadlinesInRange, durabilityHasItsCloud, floorsAreReached } from './reach';
import { recoveryIsInReach } from './recovery';
import { fencesAreKnown, rungsDeclareResidency } from './residency';
import type { Rule } from './rule';
import { addressesArePublic, oneSecondCloud, secondCloudHasAddress, secondCloudIsApart } from './second-cloud';
import { modelWithoutProfile, profileFitsRegion, urlCanBeCalled, vertexModelIsSpoken } from './sources';

/**
 * Everything that a well-formed document must hold besides. A rule sees what the ones before it found nothing wrong
 * with: those that judge one value come first, those that judge values together after them, the widest last.
 */
export const RULES: readonly Rule[] = [
  zoneHoldsDomain,
  frontDoorIsServed,
  eachRegionOnce,
  namesFit,
  oneAccountWithTheZone,
  addressesArePublic,
  secondCloudIsApart,
  secondCloudHasAddress,
  oneKindInCloud,
  oneSource,
  eachRungOnce,
  tierFitsSource,
  responsesAreThere,
  modelWithoutProfile,
  vertexModelIsSpoken,
  urlCanBeCalled,
  zonesAreInside,
  modelFits,
  gpuIsAskedFor,
  rungCellsExist,
  gpuIsOffered,
  computeNamesFit,
  throughputIsKnown,
  demandIsDeclared,
  postureHasCompute,
  egressIsSaid,
  jobsHaveAWayOut,
  jobsAreQueued,
  ledgerIsServed,
  ledgerCanBeStrong,
  postureCanBeKept,
  profileFitsRegion,
  rungsDeclareResidency,
  fencesAreKnown,
  deadlinesInRange,
  patternsCompile,
  goldenIsAskedInTime,
  goldenIsFew,
  refusalPatternsCount,
  promptsHaveRoutes,
  demandAddsUp,
  durabilityHasItsCloud,
  floorsAreReached,
  recoveryIsInReach,
  objectivesCanBeMet,
  tiersInOrder,
  deterministicEverywhere,
  oneSecondCloud,
];
