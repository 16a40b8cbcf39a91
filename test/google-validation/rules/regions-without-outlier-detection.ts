import { blocksOf } from '../stack/terraform-json';
import type { Rule } from './rule';
import { serverlessBackends } from './serverless-backend-setting';

/** Serverless groups take no health check: without outlier detection a dead region keeps its clients. */
export const regionsWithoutOutlierDetection: Rule = {
  id: 'regions-without-outlier-detection',
  judge: (stack) =>
    serverlessBackends(stack)
      .filter(({ service, groups }) => groups > 1 && blocksOf(service.body.outlier_detection).length === 0)
      .map(({ service, groups }) => ({
        path: `${service.address}.outlier_detection`,
        message: `nothing moves clients away from a dead one of its ${groups} regions`,
        mend: 'add outlier_detection',
      })),
};
