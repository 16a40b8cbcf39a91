import { CompiledDns } from '../algebra/compiled-dns';
import { type Random, seededRandom } from '../random';
import { RESOURCE_TTL_SECONDS } from '../route53/answer';
import type { BoundEvent } from '../scenario/bind';
import type { System } from '../system/system';
import type { Course, CourseSpan } from './course';
import { Crowd } from './crowd';
import { type DnsMoment, dnsCourse } from './dns-course';
import { faultTimeline } from './fault-timeline';
import { Outcomes } from './leaf-outcome';

export interface SimulationOptions {
  readonly seed: number;
  /** Seconds since the outage's start that are simulated. */
  readonly horizonSeconds: number;
  /** Of clients in each place, each with a time of its own at which it asks DNS again; 8 by default. */
  readonly resolversPerPlace?: number;
  /** Resolvers that keep an answer at least so many seconds, and their share; none by default. */
  readonly holding?: { readonly seconds: number; readonly share: number };
  /** Compiled beforehand, for who plays many. */
  readonly dns?: CompiledDns;
}

/** Plays an outage: from what fails, over what is noticed and what DNS answers, to who answers each place's requests. */
export function simulate(system: System, events: readonly BoundEvent[], options: SimulationOptions): Course {
  const { horizonSeconds, seed, resolversPerPlace = 8 } = options;
  const dns = options.dns ?? new CompiledDns(system);
  const faults = faultTimeline(events, horizonSeconds);
  const { moments, notes } = dnsCourse(system, dns, faults, horizonSeconds, seed);
  const random = seededRandom(seed ^ 0x5bd1e995);
  const holders: Holder[] = [];
  for (const [entry] of system.entries.entries()) {
    for (const [place, { share }] of system.places.entries()) {
      for (let index = 0; index < resolversPerPlace; index += 1) {
        const held = (options.holding?.share ?? 0) * resolversPerPlace > index ? (options.holding?.seconds ?? 0) : 0;
        holders.push({
          ...{ entry, place, share: share / resolversPerPlace / system.entries.length },
          changes: changesOf(dns, moments, { entry, place, horizonSeconds, held }, random),
        });
      }
    }
  }
  const told = new Crowd(
    system,
    dns,
    faults.map((span) => new Outcomes(system, span.faults)),
  );
  const steps = holders
    .flatMap(({ changes, place, share }) =>
      changes.map(({ at, answers }, index) => ({ place, share, at, answers, before: changes[index - 1]?.answers })),
    )
    .sort((left, right) => left.at - right.at);
  // Once each, in the order of time, which is how a typed array sorts.
  const breaks = Float64Array.from([0, ...faults.map(({ from }) => from), ...steps.map(({ at }) => at)])
    .filter((at) => at >= 0 && at < horizonSeconds)
    .sort()
    .filter((at, index, all) => index === 0 || at !== all[index - 1]);
  let [faultIndex, step] = [0, 0];
  const spans: CourseSpan[] = [];
  for (const [index, from] of breaks.entries()) {
    while (faults[faultIndex + 1] !== undefined && faults[faultIndex + 1].from <= from) faultIndex += 1;
    for (; steps[step] !== undefined && steps[step].at <= from; step += 1) told.move(steps[step]);
    push(spans, { from, to: breaks[index + 1] ?? horizonSeconds, shares: told.shares(faultIndex) });
  }
  return {
    seconds: horizonSeconds,
    spans,
    notes: [...faultNotes(events, horizonSeconds), ...notes, ...dnsNotes(moments)].sort(
      (left, right) => left.at - right.at,
    ),
  };
}

/** One resolver's answers over time. */
interface Holder {
  readonly entry: number;
  readonly place: number;
  readonly share: number;
  readonly changes: readonly { readonly at: number; readonly answers: DnsMoment['answers'][number][number] }[];
}

/** When a resolver that asks again whenever its answer has expired takes up what DNS answers by then. */
function changesOf(
  dns: CompiledDns,
  moments: readonly DnsMoment[],
  { entry, place, horizonSeconds, held }: { entry: number; place: number; horizonSeconds: number; held: number },
  random: Random,
): Holder['changes'] {
  const at = (moment: number) => moments[moment].answers[entry][place];
  const ttlOf = (moment: number) => {
    const [first] = at(moment);
    const target = first === undefined ? undefined : dns.records[first.record].record.target;
    const ttl = target !== undefined && 'ttlSeconds' in target ? target.ttlSeconds : RESOURCE_TTL_SECONDS;
    return Math.max(ttl, held, 1);
  };
  let current = 0;
  let asked = -random() * ttlOf(0);
  const changes = [{ at: Number.NEGATIVE_INFINITY, answers: at(0) }];
  for (let next = 1; next < moments.length; next += 1) {
    const ttl = ttlOf(current);
    const from = moments[next].at;
    // The first time that it asks at or after the change; by then another may have come.
    const asks = asked + Math.max(1, Math.ceil((from - asked) / ttl)) * ttl;
    if (asks >= horizonSeconds) break;
    if (moments[next + 1] !== undefined && moments[next + 1].at <= asks) continue;
    asked = asks;
    current = next;
    if (at(next) !== changes.at(-1)?.answers) changes.push({ at: asks, answers: at(next) });
  }
  return changes;
}

/** Neighbours in which the same happens are one. */
function push(spans: CourseSpan[], span: CourseSpan): void {
  const last = spans.at(-1);
  const alike =
    last !== undefined &&
    last.shares.length === span.shares.length &&
    last.shares.every((share, index) => {
      const other = span.shares[index];
      return (
        share.cell === other.cell &&
        share.tier === other.tier &&
        share.failed === other.failed &&
        Math.abs(share.share - other.share) < 1e-9
      );
    });
  if (alike) spans[spans.length - 1] = { ...last, to: span.to };
  else spans.push(span);
}

function faultNotes(events: readonly BoundEvent[], horizon: number): Course['notes'] {
  return events.flatMap(({ what, how, rate, from, to, flapping }) => {
    const manner = `${how}${rate === undefined ? '' : ` ${Math.round(rate * 100)} %`}${flapping === undefined ? '' : ', flapping'}`;
    return [
      { at: from, kind: 'fault' as const, text: `${what}: ${manner}` },
      ...(to === undefined || to > horizon ? [] : [{ at: to, kind: 'fault' as const, text: `${what}: over` }]),
    ];
  });
}

function dnsNotes(moments: readonly DnsMoment[]): Course['notes'] {
  return moments.slice(1).map(({ at }) => ({ at, kind: 'dns' as const, text: 'DNS answers otherwise' }));
}
