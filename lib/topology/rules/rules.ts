import { patternsCompile, promptsHaveRoutes } from './calls';
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
import { fencesAreKnown, rungsDeclareResidency } from './residency';
import type { Rule } from './rule';
import { addressesArePublic, oneSecondCloud, secondCloudHasAddress, secondCloudIsApart } from './second-cloud';
import { modelWithoutProfile, profileFitsRegion, urlCanBeCalled } from './sources';

/** Everything that a well-formed document must hold besides. */
export const RULES: readonly Rule[] = [
  zoneHoldsDomain,
  frontDoorIsServed,
  eachRegionOnce,
  oneAccountWithTheZone,
  namesFit,
  oneSecondCloud,
  secondCloudHasAddress,
  addressesArePublic,
  secondCloudIsApart,
  oneSource,
  eachRungOnce,
  tiersInOrder,
  tierFitsSource,
  deterministicEverywhere,
  responsesAreThere,
  rungCellsExist,
  modelWithoutProfile,
  profileFitsRegion,
  urlCanBeCalled,
  rungsDeclareResidency,
  fencesAreKnown,
  deadlinesInRange,
  floorsAreReached,
  durabilityHasItsCloud,
  promptsHaveRoutes,
  patternsCompile,
  objectivesCanBeMet,
];
