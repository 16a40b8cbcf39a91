import { appended, type Edit } from '../fixture';
import { type Case, EVERYWHERE, GOOGLE, VERTEX } from './case';

const QUEUED: Edit = ['deadline: 20s', 'queue: allowed, deadline: 20s'];
/** Beside a Region of no set: all three cannot be strong. */
const ABROAD: Edit = ['    - eu-west-1\n', '    - eu-west-1\n    - eu-north-1\n'];

export const JOBS: readonly Case[] = [
  {
    code: 'setting-without-effect',
    edits: [appended('jobs: { requestsPerSecond: 5 }')],
    path: 'jobs',
    on: 'jobs:',
    mend: /queue: allowed/,
  },
  {
    code: 'setting-without-effect',
    edits: [QUEUED, appended('jobs: { firestoreLocation: eur3 }')],
    path: 'jobs.firestoreLocation',
    on: 'jobs:',
    mend: /google/,
  },
  {
    code: 'value-not-allowed',
    edits: [
      QUEUED,
      EVERYWHERE,
      ['  - tier: 3\n', `${VERTEX.replace('tier: 1', 'tier: 2')}  - tier: 3\n`],
      appended(`${GOOGLE}\njobs: { firestoreLocation: eur9 }`),
    ],
    path: 'jobs.firestoreLocation',
    on: 'jobs:',
  },
  {
    code: 'out-of-range',
    edits: [QUEUED, appended('jobs: { requestsPerSecond: 0 }')],
    path: 'jobs.requestsPerSecond',
    on: 'jobs:',
  },
  {
    code: 'ledger-region-not-served',
    edits: [QUEUED, appended('jobs: { regions: [eu-central-1, eu-west-2] }')],
    path: 'jobs.regions[1]',
    on: 'jobs:',
    mend: /aws\.regions/,
  },
  {
    code: 'ledger-region-not-served',
    edits: [QUEUED, appended('jobs: { regions: [eu-west-1] }')],
    path: 'jobs.regions',
    on: 'jobs:',
    mend: /add eu-central-1/,
  },
  {
    code: 'ledger-cannot-be-strong',
    edits: [QUEUED, ABROAD, appended('jobs: { consistency: strong }')],
    path: 'jobs.consistency',
    on: 'jobs:',
    mend: /jobs\.regions/,
  },
  {
    code: 'ledger-cannot-be-strong',
    edits: [QUEUED, appended('jobs: { consistency: strong, regions: [eu-central-1] }')],
    path: 'jobs.consistency',
    on: 'jobs:',
  },
];
