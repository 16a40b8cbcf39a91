import type { JobsConfig } from '../../../../lib/contract/job';
import { config as threeTiers } from '../../support/fleet';

export const REGIONS = ['eu-west-1', 'eu-central-1'] as const;

/** What two cells are told of jobs, without patience: what was sent a moment ago is overdue. */
export const jobs: JobsConfig = {
  cells: REGIONS.map((region) => ({ id: `aws:${region}`, url: `https://${region}.test`, bucket: `state-${region}` })),
  consistency: { aws: 'strong', google: 'strong' },
  times: {
    attempt: 20,
    visibility: 120,
    requeueAfter: 0,
    rescueAfter: 0,
    defaultDeadline: 3600,
    longestDeadline: 7200,
    keep: 86_400,
  },
  requestsPerSecond: 100,
  workers: 1,
};

const route = { name: 'chat', deadlineSeconds: 20, floor: 3, queue: 'allowed' } as const;
export const routes = [{ ...route, residency: [], durability: 'region', otherCloudDown: 'refuse' }] as const;
export const ladder = threeTiers.ladder.filter(({ tier }) => tier === 3);
