import { isOwn } from '../../contract/ladder';
import { allOf } from '../show';
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
