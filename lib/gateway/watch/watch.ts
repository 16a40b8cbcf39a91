import { PATHS } from '../../contract/http';
import { WATCH_METRICS } from '../../contract/metrics';
import type { Clock } from '../clock';
import type { WriteLine } from '../observe/lines';

/** The status of an answer. Rejects where nobody answers in time. */
export type AskStatus = (url: string) => Promise<number>;

/** A second question to who did not answer: one lost packet is no outage. */
const TRIES = 2;

/**
 * Asks cells elsewhere whether they serve, as Route 53 does, and writes a line of each that CloudWatch reads as a metric
 * here: so an alarm on a Region that is lost does not lie in that Region.
 */
export async function watch(
  names: readonly string[],
  {
    functionName,
    ask,
    clock,
    write,
  }: {
    readonly functionName: string;
    readonly ask: AskStatus;
    readonly clock: Pick<Clock, 'now'>;
    readonly write: WriteLine;
  },
): Promise<void> {
  await Promise.all(
    names.map(async (name) => {
      const told = await statusOf(`https://${name}${PATHS.serving}`, ask);
      // As Route 53 counts: any 2xx or 3xx.
      const serves = typeof told === 'number' && told >= 200 && told < 400;
      const directive = {
        Namespace: WATCH_METRICS.namespace,
        Dimensions: [['Function', 'Name']],
        Metrics: [{ Name: WATCH_METRICS.serves, Unit: 'Count' }],
      };
      const _aws = { Timestamp: clock.now(), CloudWatchMetrics: [directive] };
      const line = {
        event: 'watched',
        told,
        Function: functionName,
        Name: name,
        [WATCH_METRICS.serves]: Number(serves),
      };
      write(JSON.stringify({ ...line, _aws }));
    }),
  );
}

async function statusOf(url: string, ask: AskStatus): Promise<number | string> {
  let told: number | string = 'nothing';
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      told = await ask(url);
      if (told < 500) return told;
    } catch (error) {
      told = (error as Error).message;
    }
  }
  return told;
}
