import type { Rule } from './rule';
import { allAtOnceRollout } from './rules/all-at-once-rollout';
import { apiGatewayAliasWithoutHealthCheck } from './rules/api-gateway-alias-without-health-check';
import { apiPolicyBlocksProbe } from './rules/api-policy-blocks-probe';
import { automationMayDeleteFailover } from './rules/automation-may-delete-failover';
import { bucketOfAnotherRegion } from './rules/bucket-of-another-region';
import { calculatedCheckCannotTurn } from './rules/calculated-check-cannot-turn';
import { certificateOfAnotherRegion } from './rules/certificate-of-another-region';
import { checksShareAnEndpoint } from './rules/checks-share-an-endpoint';
import { cnameBesideOtherRecords } from './rules/cname-beside-other-records';
import { crossRegionLookup } from './rules/cross-region-lookup';
import { databaseInOneZone } from './rules/database-in-one-zone';
import { deadLetterTopicWithoutSubscription } from './rules/dead-letter-topic-without-subscription';
import { deadLettersAfterOneAttempt } from './rules/dead-letters-after-one-attempt';
import { deadLettersExpireFirst } from './rules/dead-letters-expire-first';
import { deadlinePastIntegration } from './rules/deadline-past-integration';
import { detectionExceedsRecovery } from './rules/detection-exceeds-recovery';
import { disabledCheck } from './rules/disabled-check';
import { endpointWithoutServedName } from './rules/endpoint-without-served-name';
import { failOpenReadmitsEvacuated } from './rules/fail-open-readmits-evacuated';
import { fallbackSharesFate } from './rules/fallback-shares-fate';
import { fenceLeftByReplica } from './rules/fence-left-by-replica';
import { fencedRouteWithoutRung } from './rules/fenced-route-without-rung';
import { frontDoorBeforeRegion } from './rules/front-door-before-region';
import { functionOutlivesCaller } from './rules/function-outlives-caller';
import { geolocationWithoutDefault } from './rules/geolocation-without-default';
import { globalStsEndpoint } from './rules/global-sts-endpoint';
import { healthSharesADependency } from './rules/health-shares-a-dependency';
import { imageByTag } from './rules/image-by-tag';
import { imageFromPublicHub } from './rules/image-from-public-hub';
import { invertedCheckWithoutStringMatch } from './rules/inverted-check-without-string-match';
import { ipv6OnSomeBranches } from './rules/ipv6-on-some-branches';
import { ladderWithoutDeterministicTier } from './rules/ladder-without-deterministic-tier';
import { longTtlOnFailover } from './rules/long-ttl-on-failover';
import { lossLeavesNobodyToAnswer } from './rules/loss-leaves-nobody-to-answer';
import { lossOutlastsRecovery } from './rules/loss-outlasts-recovery';
import { metricCheckAlone } from './rules/metric-check-alone';
import { metricCheckInJudgedRegion } from './rules/metric-check-in-judged-region';
import { modelDeniedByRegion } from './rules/model-denied-by-region';
import { moreChecksThanQuota } from './rules/more-checks-than-quota';
import { mutualTlsOnProbedName } from './rules/mutual-tls-on-probed-name';
import { natGatewaySharedByZones } from './rules/nat-gateway-shared-by-zones';
import { noConcurrencyLeft } from './rules/no-concurrency-left';
import { noQualityProbe } from './rules/no-quality-probe';
import { noTerminationProtection } from './rules/no-termination-protection';
import { primaryWithoutSecondary } from './rules/primary-without-secondary';
import { privateAddressProbed } from './rules/private-address-probed';
import { probeCallsModel } from './rules/probe-calls-model';
import { probeOfSharedName } from './rules/probe-of-shared-name';
import { probeSharesFunctionWithTraffic } from './rules/probe-shares-function-with-traffic';
import { profileWithoutDestinations } from './rules/profile-without-destinations';
import { queueInOneRegion } from './rules/queue-in-one-region';
import { queueOfAnotherRegion } from './rules/queue-of-another-region';
import { queueWithoutDeadLetters } from './rules/queue-without-dead-letters';
import { recoveryThroughControlPlane } from './rules/recovery-through-control-plane';
import { regionsChangedTogether } from './rules/regions-changed-together';
import { retentionBelowOutage } from './rules/retention-below-outage';
import { rungWithoutPermission } from './rules/rung-without-permission';
import { scaleFromZero } from './rules/scale-from-zero';
import { secondaryWithoutHealthCheck } from './rules/secondary-without-health-check';
import { secretOfAnotherRegion } from './rules/secret-of-another-region';
import { singleCloud } from './rules/single-cloud';
import { singleInstance } from './rules/single-instance';
import { singleModelProvider } from './rules/single-model-provider';
import { singleRegion } from './rules/single-region';
import { singleSourceRegion } from './rules/single-source-region';
import { singleZone } from './rules/single-zone';
import { statefulWithoutRetain } from './rules/stateful-without-retain';
import { streamConsumerBlocksOnFailure } from './rules/stream-consumer-blocks-on-failure';
import { streamingBehindBuffer } from './rules/streaming-behind-buffer';
import { strongTableOutsideOneSet } from './rules/strong-table-outside-one-set';
import { strongTableWithTtl } from './rules/strong-table-with-ttl';
import { subscriptionWithoutDeadLetters } from './rules/subscription-without-dead-letters';
import { suppressionWithoutEffect } from './rules/suppression-without-effect';
import { suppressionWithoutReason } from './rules/suppression-without-reason';
import { survivorsBelowDemand } from './rules/survivors-below-demand';
import { tableInOneRegion } from './rules/table-in-one-region';
import { tableOfAnotherRegion } from './rules/table-of-another-region';
import { tableWithoutDeletionProtection } from './rules/table-without-deletion-protection';
import { targetHealthNotEvaluated } from './rules/target-health-not-evaluated';
import { tcpCheckForFailover } from './rules/tcp-check-for-failover';
import { uncheckedLeaf } from './rules/unchecked-leaf';
import { unreadPart } from './rules/unread-part';
import { unreadableDns } from './rules/unreadable-dns';
import { valueNotKnown } from './rules/value-not-known';
import { visibilityBelowConsumerTimeout } from './rules/visibility-below-consumer-timeout';
import { warmComputeNotDeployed } from './rules/warm-compute-not-deployed';
import { webAclBlocksProbe } from './rules/web-acl-blocks-probe';
import { weightsFromPublicHub } from './rules/weights-from-public-hub';
import { zeroWeightTrap } from './rules/zero-weight-trap';

/** The rules, in the order in which they are told. */
export const RULES: readonly Rule[] = [
  apiGatewayAliasWithoutHealthCheck,
  apiPolicyBlocksProbe,
  calculatedCheckCannotTurn,
  certificateOfAnotherRegion,
  checksShareAnEndpoint,
  cnameBesideOtherRecords,
  detectionExceedsRecovery,
  disabledCheck,
  endpointWithoutServedName,
  failOpenReadmitsEvacuated,
  geolocationWithoutDefault,
  healthSharesADependency,
  invertedCheckWithoutStringMatch,
  ipv6OnSomeBranches,
  longTtlOnFailover,
  metricCheckAlone,
  metricCheckInJudgedRegion,
  moreChecksThanQuota,
  mutualTlsOnProbedName,
  primaryWithoutSecondary,
  privateAddressProbed,
  probeOfSharedName,
  probeSharesFunctionWithTraffic,
  secondaryWithoutHealthCheck,
  targetHealthNotEvaluated,
  tcpCheckForFailover,
  uncheckedLeaf,
  unreadableDns,
  webAclBlocksProbe,
  zeroWeightTrap,
  bucketOfAnotherRegion,
  databaseInOneZone,
  imageFromPublicHub,
  natGatewaySharedByZones,
  queueInOneRegion,
  queueOfAnotherRegion,
  secretOfAnotherRegion,
  singleCloud,
  singleInstance,
  singleModelProvider,
  singleRegion,
  singleSourceRegion,
  singleZone,
  tableInOneRegion,
  tableOfAnotherRegion,
  weightsFromPublicHub,
  deadLetterTopicWithoutSubscription,
  deadLettersAfterOneAttempt,
  deadLettersExpireFirst,
  queueWithoutDeadLetters,
  retentionBelowOutage,
  streamConsumerBlocksOnFailure,
  strongTableOutsideOneSet,
  strongTableWithTtl,
  subscriptionWithoutDeadLetters,
  visibilityBelowConsumerTimeout,
  crossRegionLookup,
  globalStsEndpoint,
  recoveryThroughControlPlane,
  noConcurrencyLeft,
  scaleFromZero,
  survivorsBelowDemand,
  warmComputeNotDeployed,
  allAtOnceRollout,
  automationMayDeleteFailover,
  frontDoorBeforeRegion,
  imageByTag,
  noTerminationProtection,
  regionsChangedTogether,
  statefulWithoutRetain,
  tableWithoutDeletionProtection,
  deadlinePastIntegration,
  fallbackSharesFate,
  fenceLeftByReplica,
  fencedRouteWithoutRung,
  functionOutlivesCaller,
  ladderWithoutDeterministicTier,
  modelDeniedByRegion,
  noQualityProbe,
  probeCallsModel,
  profileWithoutDestinations,
  rungWithoutPermission,
  streamingBehindBuffer,
  lossLeavesNobodyToAnswer,
  lossOutlastsRecovery,
  unreadPart,
  valueNotKnown,
  suppressionWithoutEffect,
  suppressionWithoutReason,
];
