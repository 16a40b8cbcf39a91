import { blocksOf } from '../stack/terraform-json';
import type { Rule } from './rule';

/** A cell's jobs stay in its region, at rest and on their way; the default is anywhere. */
export const topicNotPinned: Rule = {
  id: 'topic-not-pinned',
  judge: (stack) =>
    stack
      .resources('google_pubsub_topic')
      .filter(({ body }) => {
        const policy = blocksOf(body.message_storage_policy)[0];
        const regions = policy?.allowed_persistence_regions;
        return !Array.isArray(regions) || regions.length !== 1 || policy?.enforce_in_transit !== true;
      })
      .map(({ address, body }) => ({
        path: `${address}.message_storage_policy`,
        message: 'messages may lie in, or pass through, other regions',
        found: JSON.stringify(body.message_storage_policy ?? null),
        allowed: '{ allowed_persistence_regions: [<region>], enforce_in_transit: true }',
        mend: 'name the one region of the cell',
      })),
};
