import { SWITCH_METRICS } from '../../contract/metrics';
import type { Clock } from '../clock';
import type { WriteLine } from '../observe/lines';
import type { OnEvacuated } from './evacuations';

/** Twice in the minute over which an alarm counts. */
const EVERY_MILLISECONDS = 30_000;

/** What people wrote as their reason may be long. */
const LONGEST_ORDER = 1000;

/**
 * While a cell is evacuated, a line now and then by whoever holds its switch, which CloudWatch reads as a metric too: so
 * the act raises an alarm outside the cell that is left, and no service is asked for it.
 */
export function evacuationLines(functionName: string, clock: Clock, write: WriteLine): OnEvacuated {
  const wrote = new Map<string, number>();
  return (name, order) => {
    const now = clock.now();
    if (now - (wrote.get(name) ?? Number.NEGATIVE_INFINITY) < EVERY_MILLISECONDS) return;
    wrote.set(name, now);
    const directive = {
      Namespace: SWITCH_METRICS.namespace,
      Dimensions: [['Function', 'Switch']],
      Metrics: [{ Name: SWITCH_METRICS.evacuated, Unit: 'Count' }],
    };
    const _aws = { Timestamp: now, CloudWatchMetrics: [directive] };
    const told = { event: 'evacuated', order: order.slice(0, LONGEST_ORDER) };
    write(JSON.stringify({ ...told, Function: functionName, Switch: name, [SWITCH_METRICS.evacuated]: 1, _aws }));
  };
}
