import { FIRESTORE_LOCATIONS } from '../job-ledger';
import { key, listOf, mapping } from './keyword';
import { AWS_REGION, word } from './shapes';

/** How jobs are kept and worked off, where some route is queued. */
export const JOBS = mapping(
  {
    requestsPerSecond: key(
      { type: 'number', title: 'a number above 0', exclusiveMinimum: 0 },
      "What one cell's workers ask the models in a second, all together. Default: half of demand.peakRequestsPerSecond, or 5 without a demand.",
      { examples: [10] },
    ),
    consistency: key(
      word('strong', 'eventual'),
      'strong: one table for all of its Regions, which are three of one set, or two and a witness. eventual: a copy in each Region, and Regions can be added. It can never be changed while the table stands. Default: strong where the Regions allow it.',
    ),
    regions: key(
      listOf(AWS_REGION, { uniqueItems: true }),
      "The served Regions that keep the table, the front door's among them; the other cells reach it there. Those of a strong table can never be changed while it stands. Default: all that are served.",
      { examples: [['eu-west-1', 'eu-central-1']] },
    ),
    firestoreLocation: key(
      {
        type: 'string',
        title: 'a location of Firestore: a multi-region (eur3, nam5, nam7) or a Google region',
        enum: FIRESTORE_LOCATIONS,
        examples: ['eur3'],
      },
      "Where the database of Google's cells lies. It can never be changed while the database stands. Default: the multi-region of the continent that all of them lie on, else the first one's region.",
    ),
  },
  [],
  { examples: [{ consistency: 'eventual' }] },
);
