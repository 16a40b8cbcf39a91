import type { Rule } from './rule';

/** Else destroying this stack turns the API off for everybody else in the project. */
export const apiDisabledOnDestroy: Rule = {
  id: 'api-disabled-on-destroy',
  judge: (stack) =>
    stack
      .resources('google_project_service')
      .filter(({ body }) => body.disable_on_destroy !== false)
      .map(({ address }) => ({
        path: `${address}.disable_on_destroy`,
        message: 'destroying the stack would disable the API for the whole project',
        allowed: 'false',
        mend: 'set it to false',
      })),
};
