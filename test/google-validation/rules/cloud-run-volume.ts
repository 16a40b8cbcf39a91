import { blocksOf } from '../stack/terraform-json';
import { allThatRuns } from './cloud-run';
import type { Finding, Rule } from './rule';

/**
 * A bucket is mounted by the second generation only, here always read-only, and a mount names a volume that exists.
 * @see https://cloud.google.com/run/docs/configuring/services/cloud-storage-volume-mounts
 */
export const cloudRunVolume: Rule = {
  id: 'cloud-run-volume',
  judge: (stack) =>
    allThatRuns(stack).flatMap(({ element: { address, type }, template, containers }): Finding[] => {
      const volumes = blocksOf(template.volumes);
      const buckets = volumes.flatMap(({ gcs }) => blocksOf(gcs));
      const names = volumes.map(({ name }) => name);
      const lost = containers
        .flatMap((container) => blocksOf(container.volume_mounts))
        .filter((mount) => !names.includes(mount.name!));
      return [
        ...lost.map(({ name }) => ({
          path: `${address}.template.containers.volume_mounts`,
          message: 'it mounts a volume that the template does not have',
          found: JSON.stringify(name ?? null),
          allowed: names.join(', '),
          mend: 'name a volume of the template',
        })),
        ...volumes
          .filter(({ name: _, ...source }) => Object.keys(source).length !== 1)
          .map(({ name }) => ({
            path: `${address}.template.volumes`,
            message: 'a volume has exactly one source',
            found: JSON.stringify(name ?? null),
            mend: 'name its bucket',
          })),
        ...buckets
          .filter((gcs) => gcs.read_only !== true)
          .map(() => ({
            path: `${address}.template.volumes.gcs.read_only`,
            message: 'a gateway could change the code that others run',
            mend: 'set it to true',
          })),
        // A worker pool has no other.
        ...(type.endsWith('_service') &&
        buckets.length > 0 &&
        template.execution_environment !== 'EXECUTION_ENVIRONMENT_GEN2'
          ? [
              {
                path: `${address}.template.execution_environment`,
                message: 'only the second generation mounts buckets',
                allowed: 'EXECUTION_ENVIRONMENT_GEN2',
                mend: 'ask for it',
              },
            ]
          : []),
      ];
    }),
};
