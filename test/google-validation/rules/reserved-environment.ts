import { blocksOf } from '../stack/terraform-json';
import { allThatRuns } from './cloud-run';
import type { Rule } from './rule';

/** @see https://cloud.google.com/run/docs/container-contract#env-vars */
const RESERVED = /^(PORT|K_SERVICE|K_REVISION|K_CONFIGURATION|CLOUD_RUN_.*|X_GOOGLE_.*)$/;

/** Cloud Run sets these itself and refuses a service that does. */
export const reservedEnvironment: Rule = {
  id: 'reserved-environment',
  judge: (stack) =>
    allThatRuns(stack).flatMap(({ element, containers }) =>
      containers
        .flatMap((container) => blocksOf(container.env))
        .filter(({ name }) => RESERVED.test(String(name)))
        .map(({ name }) => ({
          path: `${element.address}.template.containers.env`,
          message: 'Cloud Run sets this variable itself and refuses others that do',
          found: String(name),
          mend: 'leave it out',
        })),
    ),
};
