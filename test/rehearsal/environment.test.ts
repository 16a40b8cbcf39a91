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

test.each([
  ['google:europe-west4', google],
  ['aws:eu-west-1', aws],
] as const)('a cell keeps its jobs, and knows of the other cloud’s ledger: %s', (cell, place) => {
  const here = rehearsed(cell, place);
  expect([here === undefined, here?.otherCloud === undefined]).toEqual([false, false]);
});

/** By whom a cell would be answered without a word of the rehearsal's: the real ones. */
test.each([
  ['google:europe-west4', 'google', ['GOOGLE_FIRESTORE', 'GOOGLE_PUBSUB', 'GOOGLE_STORAGE', 'GOOGLE_SECRETS']],
  ['google:europe-west4', 'google', ['_URL_STS', '_URL_DYNAMODB', '_URL_S3', 'GCE_METADATA_HOST']],
  ['aws:eu-west-1', 'aws', ['_URL_DYNAMODB', '_URL_SQS', '_URL_S3', '_URL_SECRETS_MANAGER', '_URL_BEDROCK_RUNTIME']],
  ['aws:eu-west-1', 'aws', ['GOOGLE_EXCHANGE', 'GOOGLE_FIRESTORE', 'GOOGLE_STORAGE']],
] as const)('%s calls none of the real services that keep and pass on jobs (%s)', (cell, cloud, services) => {
  const added = addedEnvironment({ cell, cloud } as unknown as CellPlan, endpoints);
  for (const service of services) {
    const [name] = Object.keys(added).filter((one) => one.includes(service));
    expect([service, added[name]]).toEqual([service, expect.stringContaining('127.0.0.1')]);
  }
});
