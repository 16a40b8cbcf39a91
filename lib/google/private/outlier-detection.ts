import type { ComputeBackendServiceOutlierDetection } from '@cdktf/provider-google/lib/compute-backend-service';

/**
 * A region that answers five errors in a row is left out for half a minute, by each proxy on its own, and as long as
 * one region stays: somebody must answer. With one region there is nothing to choose from. The rate of success of the
 * regions against each other says nothing about two of them, so it ejects nobody.
 * @see https://cloud.google.com/load-balancing/docs/https/setup-global-ext-https-serverless#outlier-detection
 */
export function outlierDetection(regions: number): ComputeBackendServiceOutlierDetection | undefined {
  if (regions < 2) return undefined;
  return {
    consecutiveErrors: 5,
    enforcingConsecutiveErrors: 100,
    enforcingConsecutiveGatewayFailure: 0,
    enforcingSuccessRate: 0,
    interval: { seconds: 1 },
    baseEjectionTime: { seconds: 30 },
    maxEjectionPercent: Math.floor((100 * (regions - 1)) / regions),
  };
}
