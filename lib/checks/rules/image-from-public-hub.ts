import { containersOf } from '../images';
import { type Rule, violation } from '../rule';

export const imageFromPublicHub: Rule = {
  id: 'image-from-public-hub',
  family: 'single-point',
  severity: 'error',
  fails: 'A container comes from a public registry when it starts',
  why: "Instances are replaced when things fail, and then wait for somebody else's registry, its rate limit and the way there: all Regions share that fate.",
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html',
  mend: 'Mirror the image into a registry of the Region, and name it by its digest.',
  judge: (estate) =>
    containersOf(estate).flatMap(({ node, image }) =>
      typeof image === 'string' && isPublic(image)
        ? [violation(node, 'It is pulled from a public registry.', { found: image })]
        : [],
    ),
};

/** Without a host an image is Docker Hub's. Registries of one's own, or of the cloud, are named by account or project. */
function isPublic(image: string): boolean {
  const [host = '', ...path] = image.split('/');
  const isHost = path.length > 0 && /[.:]/.test(host);
  return (
    !isHost ||
    /^(docker\.io|index\.docker\.io|registry-1\.docker\.io|quay\.io|ghcr\.io|nvcr\.io|public\.ecr\.aws|registry\.k8s\.io)$/.test(
      host,
    )
  );
}
