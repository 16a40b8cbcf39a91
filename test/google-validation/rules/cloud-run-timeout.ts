import { cloudRunServices } from './cloud-run';
import type { Rule } from './rule';

const LONGEST_SECONDS = 3600;

/**
 * A duration in Google's JSON form, and at most an hour; the schema says only that it is a string.
 * @see https://cloud.google.com/run/docs/configuring/request-timeout
 */
export const cloudRunTimeout: Rule = {
  id: 'cloud-run-timeout',
  judge: (stack) =>
    cloudRunServices(stack)
      .filter(({ template: { timeout } }) => {
        const [, seconds] = /^(\d+(?:\.\d+)?)s$/.exec(String(timeout)) ?? [];
        return seconds === undefined || Number(seconds) <= 0 || Number(seconds) > LONGEST_SECONDS;
      })
      .map(({ element, template }) => ({
        path: `${element.address}.template.timeout`,
        message: 'Cloud Run does not take this time-out, or its default of 300 s stands in',
        found: JSON.stringify(template.timeout ?? null),
        allowed: `"1s" to "${LONGEST_SECONDS}s"`,
        mend: 'write the longest deadline of a route, in seconds, with an s',
      })),
};
