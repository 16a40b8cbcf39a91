import { blocksOf } from '../stack/terraform-json';
import { cloudRunServices, workerPools } from './cloud-run';
import type { Finding, Rule } from './rule';

/** A region that starts from zero starts at the moment of failure, when everybody else does too. */
export const nothingWarm: Rule = {
  id: 'nothing-warm',
  judge: (stack) => [
    ...cloudRunServices(stack)
      .filter(({ template }) => !(Number(blocksOf(template.scaling)[0]?.min_instance_count ?? 0) >= 1))
      .map(({ element }) => cold(`${element.address}.template.scaling.min_instance_count`)),
    ...workerPools(stack)
      .filter(({ element }) => !(Number(blocksOf(element.body.scaling)[0]?.manual_instance_count ?? 0) >= 1))
      .map(({ element }) => cold(`${element.address}.scaling.manual_instance_count`)),
  ],
};

function cold(path: string): Finding {
  return { path, message: 'no instance is there before anybody asks', allowed: '1 or more', mend: 'keep one warm' };
}
