import { isOwn } from '../../contract/ladder';
import { ledgerPlan, STRONG_SETS } from '../job-ledger';
import { allOf, anyOf } from '../show';
import { EACH } from '../spoilt';
import { rungsIn } from './candidates';
import type { Rule } from './rule';

/**
 * A cell with compute of its own stands in a network. Its jobs are written down in other Regions too, and webhooks go to
 * the internet: without a way out it could accept none.
 */
export const jobsHaveAWayOut: Rule = (draft) => {
  const { document, whole, cells } = draft;
  if (!whole('aws', 'egress') || document.aws?.egress !== undefined) return [];
  const networked = cells.filter(
    (cell) => cell.startsWith('aws:') && rungsIn(cell, draft).some(({ value }) => isOwn(value.rung.on.aws)),
  );
  if (networked.length === 0) return [];
  return draft.routesWith('queue').flatMap(({ path, value }) => {
    if (value.queue !== 'allowed') return [];
    return {
      code: 'egress-not-said',
      path: [...path, 'queue'],
      message: `${allOf(networked)} has a network of its own, and no way out of it to the Regions that keep its jobs too.`,
      found: 'allowed',
      allowed: 'aws.egress: nat-per-zone',
      mend: 'add `egress: nat-per-zone` to aws, or take no jobs',
    } as const;
  });
};

const placeOf = (name: string) => ['jobs', name];

/** What is said of jobs where there are none, or of a database that nobody has, is a mistake about the rest. */
export const jobsAreQueued: Rule = ({ document, whole, routesWith }) => {
  if (!whole('jobs') || document.jobs === undefined) return [];
  const { jobs, routes, google } = document;
  const noneQueued = routesWith('queue').every(({ value }) => value.queue !== 'allowed');
  if (noneQueued && whole('routes')) {
    const message = 'No route allows the queue, so that there are no jobs.';
    const mend = 'let a route have `queue: allowed`, or remove jobs';
    return [{ code: 'setting-without-effect', path: ['jobs'], message, found: Object.keys(routes).join(', '), mend }];
  }
  if (jobs.firestoreLocation === undefined || google !== undefined || !whole('google')) return [];
  return [
    {
      code: 'setting-without-effect',
      path: placeOf('firestoreLocation'),
      message: 'Without Google cells there is no database of Firestore.',
      found: jobs.firestoreLocation,
      mend: 'declare google, or remove it',
    },
  ];
};

/** The table's stack lies in the front door's Region, and a table has a replica in its stack's own. */
export const ledgerIsServed: Rule = ({ document, whole, regions }) => {
  const kept = document?.jobs?.regions;
  if (kept === undefined || !whole('jobs', 'regions') || !whole('aws', 'regions', EACH, 'name')) return [];
  const served = regions.map(({ value }) => value.name);
  const strangers = kept.flatMap((region, index) =>
    served.includes(region)
      ? []
      : ({
          code: 'ledger-region-not-served',
          path: [...placeOf('regions'), index],
          message: `${region} is none of the served Regions: nobody there would read or write the table.`,
          found: region,
          allowed: anyOf(served),
          mend: `name one of them, or add ${region} to aws.regions`,
        } as const),
  );
  if (strangers.length > 0 || !whole('frontDoorRegion') || kept.includes(document.frontDoorRegion)) return strangers;
  return [
    {
      code: 'ledger-region-not-served',
      path: placeOf('regions'),
      message: `The table's stack lies in ${document.frontDoorRegion}, the front door's Region, which must be one of these.`,
      found: kept.join(', '),
      mend: `add ${document.frontDoorRegion}`,
    },
  ];
};

export const ledgerCanBeStrong: Rule = ({ document, whole, regions }) => {
  const { consistency, regions: kept } = document?.jobs ?? {};
  if (consistency !== 'strong' || !whole('jobs') || !whole('aws', 'regions', EACH, 'name')) return [];
  const all = kept ?? regions.map(({ value }) => value.name);
  if (ledgerPlan(all).mode === 'strong') return [];
  return [
    {
      code: 'ledger-cannot-be-strong',
      path: placeOf('consistency'),
      message: `A table of DynamoDB cannot be strongly consistent in ${allOf(all)}.`,
      found: 'strong',
      allowed: `three Regions of one set, or two: ${STRONG_SETS}`,
      mend: 'name such served Regions in jobs.regions (the other cells reach the table there), or use `consistency: eventual`',
    },
  ];
};
