import { blocksOf } from '../stack/terraform-json';
import { cloudRunServices } from './cloud-run';
import type { Rule } from './rule';

const MOST_REQUESTS = 1000;

/** @see https://cloud.google.com/run/docs/about-concurrency */
export const cloudRunScaling: Rule = {
  id: 'cloud-run-scaling',
  judge: (stack) =>
    cloudRunServices(stack)
      .filter(({ template }) => {
        const [scaling = {}] = blocksOf(template.scaling);
        const { min_instance_count: least = 0, max_instance_count: most = 100 } = scaling;
        const requests = Number(template.max_instance_request_concurrency ?? 80);
        return !(Number(most) >= Number(least) && requests >= 1 && requests <= MOST_REQUESTS);
      })
      .map(({ element }) => ({
        path: `${element.address}.template.scaling`,
        message: 'Cloud Run does not take these numbers of instances and requests',
        allowed: `min_instance_count <= max_instance_count; 1 to ${MOST_REQUESTS} requests an instance`,
        mend: 'raise the most, or lower the least',
      })),
};
