import { servedByGroup } from './cloud-run';
import type { Rule } from './rule';

/**
 * A serverless group and its Cloud Run service lie in one region, and in one stack, or the group reaches nobody.
 * @see https://cloud.google.com/load-balancing/docs/negs/serverless-neg-concepts
 */
export const groupInAnotherRegion: Rule = {
  id: 'group-in-another-region',
  judge: (stack) =>
    servedByGroup(stack)
      .filter(
        ({ group, service }) =>
          stack.literal(group.body.region) === undefined ||
          stack.literal(group.body.region) !== stack.literal(service?.body.location),
      )
      .map(({ group, service }) => ({
        path: `${group.address}.region`,
        message: 'its service is not known to lie in the same region',
        found: `${JSON.stringify(group.body.region ?? null)}, ${service?.address ?? 'no service of this stack'}`,
        mend: 'name the region of the service',
      })),
};
