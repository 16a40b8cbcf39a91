import { containersOf } from '../images';
import { type Rule, violation } from '../rule';

export const imageByTag: Rule = {
  id: 'image-by-tag',
  family: 'change-safety',
  severity: 'warning',
  fails: 'A container is named by a tag',
  why: 'Whoever moves the tag changes every instance that starts from then on, in all Regions, without a deployment and without a way back.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html',
  mend: 'Name the image by its digest (@sha256:…).',
  judge: (estate) =>
    containersOf(estate).flatMap(({ node, image }) =>
      typeof image === 'string' && !/@sha256:[0-9a-f]{64}$/.test(image)
        ? [violation(node, 'What it runs may change without a change.', { found: image })]
        : [],
    ),
};
