import { blocksOf } from '../stack/terraform-json';
import type { Rule } from './rule';

/** Exactly one kind of replication, and no region twice; all that the schema says is that the block is there. */
export const secretReplication: Rule = {
  id: 'secret-replication',
  judge: (stack) =>
    stack
      .resources('google_secret_manager_secret')
      .filter(({ body }) => {
        const replication = blocksOf(body.replication)[0] ?? {};
        const [managed] = blocksOf(replication.user_managed);
        if (managed === undefined) return blocksOf(replication.auto).length !== 1;
        const locations = blocksOf(managed.replicas).map(({ location }) => location);
        return locations.length === 0 || new Set(locations).size < locations.length || replication.auto !== undefined;
      })
      .map(({ address }) => ({
        path: `${address}.replication`,
        message: 'Secret Manager takes exactly one of auto and user_managed, the latter with distinct regions',
        mend: 'name the regions',
      })),
};
