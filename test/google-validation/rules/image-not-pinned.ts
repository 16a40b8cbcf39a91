import { allThatRuns } from './cloud-run';
import type { Rule } from './rule';

/** A tag can be moved between two starts of an instance; a digest cannot. And no public hub is asked at boot. */
export const imageNotPinned: Rule = {
  id: 'image-not-pinned',
  judge: (stack) =>
    allThatRuns(stack).flatMap(({ element: { address, body }, containers }) =>
      (containers.length === 0 ? [{}] : containers)
        .filter(({ image }) => !isPinned(String(image), String(body.location)))
        .map(({ image }) => ({
          path: `${address}.template.containers.image`,
          message: 'the image is not pinned by digest in an Artifact Registry repository of its own region',
          found: JSON.stringify(image ?? null),
          allowed: `${String(body.location)}-docker.pkg.dev/<project>/<repository>/<image>@sha256:<64 hex digits>`,
          mend: 'mirror it there and name its digest',
        })),
    ),
};

function isPinned(image: string, region: string): boolean {
  return image.startsWith(`${region}-docker.pkg.dev/`) && /@sha256:[0-9a-f]{64}$/.test(image);
}
