import type { Answered, CompiledDns } from '../algebra/compiled-dns';
import { type Random, seededRandom } from '../random';
import { metricHealth, propagationSeconds } from '../route53/health';
import type { EndpointCheck } from '../route53/model';
import { probeResult } from '../system/situation';
import type { System } from '../system/system';
import { checkCourse } from './check-course';
import type { CourseNote } from './course';
import type { FaultSpan } from './fault-timeline';
import { Outcomes } from './leaf-outcome';
import { type VerdictChange, verdictsOf } from './verdicts';

/** What each entry answers to each place from a moment on. */
export interface DnsMoment {
  readonly at: number;
  /** By entry, by place. */
  readonly answers: readonly (readonly (readonly Answered[])[])[];
}

export interface DnsCourse {
  readonly moments: readonly DnsMoment[];
  readonly notes: readonly CourseNote[];
}

interface Flip {
  readonly at: number;
  readonly check: number;
  readonly healthy: boolean;
}

/** From what fails to what DNS answers: the cells' verdicts, the checkers, the way of a change to the DNS servers. */
export function dnsCourse(
  system: System,
  dns: CompiledDns,
  faults: readonly FaultSpan[],
  horizon: number,
  seed: number,
): DnsCourse {
  // One sequence for each thing, so that what happens to one check does not change the luck of another.
  const randomFor = (index: number) => seededRandom(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  const outcomes = faults.map((span) => new Outcomes(system, span.faults));
  const verdicts = system.cells.map((_, cell) =>
    cellVerdicts(system, cell, faults, outcomes, horizon, randomFor(1000 + cell)),
  );
  const notes: CourseNote[] = [];
  for (const [cell, { serving, preferred }] of verdicts.entries()) {
    for (const [path, changes] of Object.entries({ serving, preferred })) {
      for (const { at, verdict } of changes) {
        notes.push({ at, kind: 'verdict', text: `${system.cells[cell].id}: its prober finds ${path} ${verdict}` });
      }
    }
  }
  const state = dns.newState();
  const flips: Flip[] = [];
  for (const [index, check] of dns.checks.entries()) {
    const seen = system.observations.get(check.id);
    if (seen === undefined) continue;
    const random = randomFor(index);
    if (seen.kind === 'constant') state.checks[index] = seen.healthy ? 1 : 0;
    if (seen.kind === 'metric' && check.kind === 'metric') {
      let last = true;
      for (const { from, faults: now } of faults) {
        const data = now.has(seen.watcher)
          ? 'insufficient'
          : seen.cell !== undefined && isBad(now, system, seen.cell)
            ? 'alarm'
            : 'ok';
        if (data !== 'insufficient') last = data === 'ok';
        // A metric of one minute, looked at three times: what alarms are made with.
        flips.push({
          at: from + (from > 0 || now.size > 0 ? 180 : 0),
          check: index,
          healthy: metricHealth(check, data, last),
        });
      }
    }
    if (seen.kind !== 'path' || check.kind !== 'endpoint') continue;
    const moments = [
      ...new Set([
        ...faults.map(({ from }) => from),
        ...(seen.verdict === undefined ? [] : verdicts[seen.cell][seen.verdict].map(({ at }) => at)),
      ]),
    ].sort((a, b) => a - b);
    const spans = moments.map((from) => {
      const span = holding(faults, ({ from: since }) => since <= from) ?? faults[0];
      const verdict =
        seen.verdict === undefined
          ? undefined
          : holding(verdicts[seen.cell][seen.verdict], ({ at }) => at <= from)?.verdict;
      return { from, result: probeResult(system, seen, span.faults, verdict ?? 'good') };
    });
    const first = spans[0].result;
    const constant = spans.every(
      ({ result }) => result.passes === first.passes && (result.passes === 1 || result.takes === first.takes),
    );
    if (constant && (first.passes === 0 || first.passes === 1)) {
      state.checks[index] = (first.passes === 1) !== check.inverted ? 1 : 0;
      continue;
    }
    const course = checkCourse(check, spans, horizon, random);
    state.checks[index] = course.healthy ? 1 : 0;
    flips.push(...propagated(course.transitions, index, check, random, notes));
  }
  for (const [index, { record }] of dns.records.entries()) {
    const leaf = system.leaves.get(record.id);
    if (
      leaf === undefined ||
      leaf.watched.length === 0 ||
      !('evaluateTargetHealth' in record.target) ||
      !record.target.evaluateTargetHealth
    )
      continue;
    for (const { from, faults: now } of faults) {
      const healthy = !leaf.watched.some((need) =>
        ['kill', 'refuse', 'hang', 'error'].includes(now.get(need)?.how ?? ''),
      );
      // Nobody publishes how soon an evaluated target is seen to fail; a load balancer's own checks take about as long.
      flips.push({ at: from + (from > 0 || now.size > 0 ? TARGET_SECONDS : 0), check: -1 - index, healthy });
    }
  }
  return { moments: momentsOf(system, dns, state, flips), notes };
}

/** The last that has begun. */
function holding<T>(list: readonly T[], begun: (one: T) => boolean): T | undefined {
  for (let index = list.length - 1; index >= 0; index -= 1) if (begun(list[index])) return list[index];
  return undefined;
}

/** An assumption: AWS publishes no time within which an evaluated target's failure is seen. */
const TARGET_SECONDS = 30;

function isBad(now: FaultSpan['faults'], system: System, cell: number): boolean {
  return new Outcomes(system, now).state(cell).truth.preferred === 'bad';
}

function cellVerdicts(
  system: System,
  cell: number,
  faults: readonly FaultSpan[],
  outcomes: readonly Outcomes[],
  horizon: number,
  random: Random,
): { readonly serving: readonly VerdictChange[]; readonly preferred: readonly VerdictChange[] } {
  const { prober } = system.cells[cell];
  if (prober === undefined) return { serving: [], preferred: [] };
  const spans = (path: 'serving' | 'preferred') =>
    faults.map(({ from, faults: now }, index) => ({
      from,
      truth: outcomes[index].state(cell).truth[path],
      frozen: now.has(prober.component),
    }));
  return {
    serving: verdictsOf(spans('serving'), horizon, prober, 'serving', random),
    preferred: verdictsOf(spans('preferred'), horizon, prober, 'preferred', random),
  };
}

function propagated(
  transitions: readonly { readonly at: number; readonly healthy: boolean }[],
  index: number,
  check: EndpointCheck,
  random: Random,
  notes: CourseNote[],
): Flip[] {
  let arrived = Number.NEGATIVE_INFINITY;
  return transitions.flatMap(({ at, healthy }) => {
    const delay = propagationSeconds(random);
    notes.push({
      ...{ at, kind: 'check', propagationSeconds: delay },
      text: `${check.host}${check.path} is ${healthy ? 'healthy' : 'unhealthy'}`,
    });
    // A verdict that is overtaken by a later one changes nothing.
    if (at + delay < arrived) return [];
    arrived = at + delay;
    return [{ at: arrived, check: index, healthy }];
  });
}

function momentsOf(
  system: System,
  dns: CompiledDns,
  state: ReturnType<CompiledDns['newState']>,
  flips: Flip[],
): DnsMoment[] {
  flips.sort((left, right) => left.at - right.at);
  const moments: DnsMoment[] = [];
  // What is answered again after a while is the same to whoever holds it.
  const known = new Map<string, readonly Answered[]>();
  const one = (answered: readonly Answered[]) => {
    const key = answered.map(({ record, share }) => `${record}:${share}`).join();
    const before = known.get(key) ?? answered;
    known.set(key, before);
    return before;
  };
  const look = (at: number) => {
    dns.settleChecks(state);
    const answers = system.entries.map((_, entry) => dns.answers(entry, state).map(one));
    const last = moments.at(-1);
    if (last !== undefined && same(last.answers, answers)) return;
    if (last?.at === at) moments.pop();
    moments.push({ at, answers });
  };
  look(Number.NEGATIVE_INFINITY);
  for (const [position, { at, check, healthy }] of flips.entries()) {
    const bit = healthy ? 1 : 0;
    if (check >= 0) state.checks[check] = bit;
    else state.resources[-1 - check] = bit;
    if (flips[position + 1]?.at !== at) look(at);
  }
  return moments;
}

function same(left: DnsMoment['answers'], right: DnsMoment['answers']): boolean {
  return left.every((places, entry) => places.every((answers, place) => answers === right[entry][place]));
}
