import type { Random } from '../random';
import { Checkers, type Transition } from '../route53/checkers';
import type { EndpointCheck } from '../route53/model';
import type { ProbeResult } from '../system/situation';

/** What probes meet from a moment on. */
export interface ProbeSpan {
  readonly from: number;
  readonly result: ProbeResult;
}

export interface CheckCourse {
  /** Its state when the course begins. */
  readonly healthy: boolean;
  readonly transitions: readonly Transition[];
}

/** Seconds before the first span in which the check has found out how things stand. */
const SETTLED_BEFORE = 3600;

/**
 * The changes of one check's own state: its checkers, each on its own beat, over spans in which every probe meets the
 * same. Where all of them agree already, the probes that would change nothing are left out.
 */
export function checkCourse(
  check: EndpointCheck,
  spans: readonly ProbeSpan[],
  horizon: number,
  random: Random,
): CheckCourse {
  const checkers = new Checkers(check, (spans[0]?.from ?? 0) - SETTLED_BEFORE, random);
  const transitions: Transition[] = [];
  const pending: { readonly checker: number; readonly at: number; readonly passed: boolean }[] = [];
  const play = (until: number, { passes, takes }: ProbeResult): void => {
    const certain = passes === 0 || passes === 1;
    const took = passes === 1 ? 0 : takes;
    for (;;) {
      const probe = checkers.next();
      const response = pending[0];
      if (response !== undefined && (probe === undefined || response.at <= probe.at)) {
        if (response.at >= until) return;
        pending.shift();
        const transition = checkers.finish(response.checker, response.at, response.passed);
        if (transition !== undefined) transitions.push(transition);
        continue;
      }
      if (probe === undefined || probe.at >= until) return;
      if (certain && pending.length === 0 && checkers.settled(passes === 1)) {
        checkers.skipTo(until, took);
        return;
      }
      checkers.begin(probe.checker);
      const passed = certain ? passes === 1 : random() < passes;
      const at = probe.at + (passed ? 0 : took);
      const later = pending.findIndex((one) => one.at > at);
      pending.splice(later < 0 ? pending.length : later, 0, { checker: probe.checker, at, passed });
    }
  };
  if (spans[0] !== undefined) play(spans[0].from, spans[0].result);
  transitions.length = 0;
  const { healthy } = checkers;
  for (const [index, { result }] of spans.entries()) play(spans[index + 1]?.from ?? horizon, result);
  return { healthy, transitions };
}
