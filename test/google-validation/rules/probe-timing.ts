import { blocksOf, type JsonObject } from '../stack/terraform-json';
import { cloudRunServices } from './cloud-run';
import type { Rule } from './rule';

/** Seconds. @see https://cloud.google.com/run/docs/configuring/healthchecks */
const LONGEST = { startup_probe: 240, liveness_probe: 3600, readiness_probe: 300 } as const;
/** Without a GPU; with one it may be three times as much. */
const LONGEST_START = 600;

/** Cloud Run refuses a probe that may outlast its period, and a start that may take longer than ten minutes. */
export const probeTiming: Rule = {
  id: 'probe-timing',
  judge: (stack) =>
    cloudRunServices(stack).flatMap(({ element, containers }) =>
      containers.flatMap((container) =>
        (Object.keys(LONGEST) as (keyof typeof LONGEST)[]).flatMap((kind) =>
          blocksOf(container[kind])
            .filter((probe) => !isTaken(probe, kind))
            .map((probe) => ({
              path: `${element.address}.template.containers.${kind}`,
              message: 'Cloud Run does not take this timing',
              found: JSON.stringify(probe),
              allowed: `timeout_seconds <= period_seconds <= ${LONGEST[kind]}${kind === 'startup_probe' ? ', period_seconds * failure_threshold <= 600' : ''}`,
              mend: 'shorten the time-out, the period or the number of failures',
            })),
        ),
      ),
    ),
};

/** With Cloud Run's own defaults for what is left out. */
function isTaken(probe: JsonObject, kind: keyof typeof LONGEST): boolean {
  const { timeout_seconds: timeout = 1, period_seconds: period = 10, failure_threshold: failures = 3 } = probe;
  const [timeoutSeconds, periodSeconds, threshold] = [Number(timeout), Number(period), Number(failures)];
  if (!(timeoutSeconds >= 1 && timeoutSeconds <= periodSeconds && periodSeconds <= LONGEST[kind])) return false;
  return threshold >= 1 && (kind !== 'startup_probe' || periodSeconds * threshold <= LONGEST_START);
}
