import type { JobEvent } from '../jobs/events';
import type { LadderEvent } from '../ladder/events';
import type { LogLine } from '../log';

/** Who watches the gateway. Is told; never asked, never waited for. */
export interface Observer {
  request(line: LogLine): void;
  ladder(event: LadderEvent): void;
  job(event: JobEvent): void;
}

/** Who also watches what becomes of spans. */
export interface SpanWatcher extends Observer {
  /** So many that nobody will see. */
  spansDropped(count: number): void;
}

/** `preferred`, or why the first rung that was passed over did not answer: `throttled`. A closed list, for labels. */
export function shortReason({ reason = 'none' }: LogLine): string {
  return /^[^:;]+: ([^;]+)/.exec(reason)?.[1] ?? reason;
}
