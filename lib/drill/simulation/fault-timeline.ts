import type { BoundEvent } from '../scenario/bind';
import type { Manner } from '../scenario/manner';
import type { Faults } from '../system/situation';

/** From a moment to the next one the same things fail in the same manner. */
export interface FaultSpan {
  readonly from: number;
  readonly faults: Faults;
}

/** What fails when, flapping written out. In the first span, before the start, nothing fails. */
export function faultTimeline(events: readonly BoundEvent[], horizon: number): FaultSpan[] {
  const changes: { at: number; begin: boolean; event: number; components: readonly string[]; manner: Manner }[] = [];
  for (const [event, { components, from, to = horizon, flapping, how, rate }] of events.entries()) {
    const manner = { how, ...(rate === undefined ? {} : { rate }) };
    const period = flapping === undefined ? Number.POSITIVE_INFINITY : flapping.downSeconds + flapping.upSeconds;
    for (let start = from; start < Math.min(to, horizon); start += period) {
      const end = Math.min(to, flapping === undefined ? to : start + flapping.downSeconds);
      changes.push({ at: start, begin: true, event, components, manner });
      if (end < horizon) changes.push({ at: end, begin: false, event, components, manner });
    }
  }
  changes.sort((left, right) => left.at - right.at);
  const active = new Map<number, { components: readonly string[]; manner: Manner }>();
  const spans: FaultSpan[] = [{ from: -1, faults: new Map() }];
  for (const [index, { at, begin, event, components, manner }] of changes.entries()) {
    if (begin) active.set(event, { components, manner });
    else active.delete(event);
    if (changes[index + 1]?.at === at) continue;
    const faults = new Map<string, Manner>();
    for (const one of active.values()) for (const component of one.components) faults.set(component, one.manner);
    if (spans.at(-1)?.from === at) spans.pop();
    spans.push({ from: at, faults });
  }
  return spans;
}
