import { allThatRuns } from './cloud-run';
import type { Rule } from './rule';

/** Without an account of its own a service runs as Compute Engine's default one, which may edit the whole project. */
export const defaultAccount: Rule = {
  id: 'default-account',
  judge: (stack) =>
    allThatRuns(stack)
      .filter(({ template }) => stack.target(template.service_account)?.type !== 'google_service_account')
      .map(({ element }) => ({
        path: `${element.address}.template.service_account`,
        message: "it does not run as an account of this stack, but as the project's default one or a stranger",
        mend: 'give it an account of its own',
      })),
};
