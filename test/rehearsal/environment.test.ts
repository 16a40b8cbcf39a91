import { ENVIRONMENT } from '../../lib/contract/environment';
import type { JobsConfig } from '../../lib/contract/job';
import { systemClock } from '../../lib/gateway/clock';
import { jobServices } from '../../lib/gateway/jobs/services';
import type { Place } from '../../lib/gateway/settings';
import { addedEnvironment } from '../../lib/rehearsal/environment';
import type { CellPlan } from '../../lib/rehearsal/plan/cell-plan';
import type { StubEndpoints } from '../../lib/rehearsal/stubs/stub-server';

const endpoints = new Proxy({} as StubEndpoints, { get: (_all, name) => `http://127.0.0.1:1/${String(name)}` });
const jobs = { cells: [{ id: 'google:europe-west4' }, { id: 'aws:eu-west-1' }] } as unknown as JobsConfig;
/** What a template tells a cell of a fleet whose jobs outlive a cloud. */
const told = {
  [ENVIRONMENT.jobsLedger]: 'projects/acme-ai/databases/jobs',
  [ENVIRONMENT.jobsQueue]: 'projects/acme-ai/topics/jobs',
  [ENVIRONMENT.jobsDeadLetters]: 'projects/acme-ai/topics/jobs-dead',
  [ENVIRONMENT.jobsOtherLedger]: 'other',
  [ENVIRONMENT.jobsOtherRole]: 'role',
  [ENVIRONMENT.jobsOtherAudience]: 'audience',
};
const google: Place = { cloud: 'google', region: 'europe-west4', project: 'acme-ai' };
const aws: Place = { cloud: 'aws', region: 'eu-west-1' };

function rehearsed(cell: 'google:europe-west4' | 'aws:eu-west-1', place: Place) {
  const environment = { ...told, ...addedEnvironment({ cell, cloud: place.cloud } as unknown as CellPlan, endpoints) };
  return jobServices(cell, place, jobs, environment, systemClock);
}

test('a cell on Google takes no jobs here: nothing stands for what would keep them', () => {
  expect(jobServices('google:europe-west4', google, jobs, told, systemClock)).toBeDefined();
  expect(rehearsed('google:europe-west4', google)).toBeUndefined();
});

test('a cell on AWS knows of no other cloud’s ledger here, and keeps to its own', () => {
  expect(jobServices('aws:eu-west-1', aws, jobs, told, systemClock)?.otherCloud).toBeDefined();
  const here = rehearsed('aws:eu-west-1', aws);
  expect([here === undefined, here?.otherCloud]).toEqual([false, undefined]);
});
