import type { Problem } from '../../../lib/contract/problem';
import type { Stack } from '../stack/stack';
import { apiDisabledOnDestroy } from './api-disabled-on-destroy';
import { apiNotAwaited } from './api-not-awaited';
import { bucketOpen } from './bucket-open';
import { certificateMapForm } from './certificate-map-form';
import { certificateWithoutAuthorization } from './certificate-without-authorization';
import { cloudRunLimits } from './cloud-run-limits';
import { cloudRunScaling } from './cloud-run-scaling';
import { cloudRunTimeout } from './cloud-run-timeout';
import { cloudRunVolume } from './cloud-run-volume';
import { codeTakenAway } from './code-taken-away';
import { dataUnprotected } from './data-unprotected';
import { deadLettersLost } from './dead-letters-lost';
import { defaultAccount } from './default-account';
import { foreignCloud } from './foreign-cloud';
import { groupInAnotherRegion } from './group-in-another-region';
import { hostWithoutCertificate } from './host-without-certificate';
import { imageNotPinned } from './image-not-pinned';
import { loadBalancerIncomplete } from './load-balancer-incomplete';
import { loadBalancingScheme } from './load-balancing-scheme';
import { nothingWarm } from './nothing-warm';
import { openGateway } from './open-gateway';
import { probeTiming } from './probe-timing';
import { regionsWithoutOutlierDetection } from './regions-without-outlier-detection';
import { reservedEnvironment } from './reserved-environment';
import { resourceName } from './resource-name';
import { roleTooWide } from './role-too-wide';
import type { Rule } from './rule';
import { secretReplication } from './secret-replication';
import { secretWithValue } from './secret-with-value';
import { serverlessBackendSetting } from './serverless-backend-setting';
import { stateNotShared } from './state-not-shared';
import { subscriptionExpires } from './subscription-expires';
import { subscriptionTiming } from './subscription-timing';
import { tlsTooOld } from './tls-too-old';
import { topicNotPinned } from './topic-not-pinned';

/** What an apply of `google-serving` would show, as far as it is known. */
export const RULES: readonly Rule[] = [
  apiDisabledOnDestroy,
  apiNotAwaited,
  bucketOpen,
  certificateMapForm,
  certificateWithoutAuthorization,
  cloudRunLimits,
  cloudRunScaling,
  cloudRunTimeout,
  cloudRunVolume,
  codeTakenAway,
  dataUnprotected,
  deadLettersLost,
  defaultAccount,
  foreignCloud,
  groupInAnotherRegion,
  hostWithoutCertificate,
  imageNotPinned,
  loadBalancerIncomplete,
  loadBalancingScheme,
  nothingWarm,
  openGateway,
  probeTiming,
  regionsWithoutOutlierDetection,
  reservedEnvironment,
  resourceName,
  roleTooWide,
  secretReplication,
  secretWithValue,
  serverlessBackendSetting,
  stateNotShared,
  subscriptionExpires,
  subscriptionTiming,
  tlsTooOld,
  topicNotPinned,
];

export function judge(stack: Stack): Problem[] {
  return RULES.flatMap(({ id, judge: findings }) => findings(stack).map((finding) => ({ code: id, ...finding })));
}
