import type { CompiledDns } from '../algebra/compiled-dns';
import type { System } from '../system/system';
import type { CourseShare } from './course';
import type { DnsMoment } from './dns-course';
import type { Outcomes } from './leaf-outcome';

type Answers = DnsMoment['answers'][number][number];

/** One resolver's change from one answer to another. */
interface Move {
  readonly place: number;
  readonly share: number;
  /** Undefined where it begins. */
  readonly before: Answers | undefined;
  readonly answers: Answers;
}

/** Those in one place who hold the same answer. */
interface Group {
  readonly place: number;
  readonly answers: Answers;
  share: number;
  readonly comes: Map<number, readonly Part[]>;
}

/** A part of what a group's requests come to. */
interface Part {
  readonly outcome: Outcome;
  readonly share: number;
}

/** What may become of requests, and how many of them it becomes at the moment. */
interface Outcome {
  readonly key: string;
  readonly one: CourseShare;
  sum: number;
  /** When it was last summed. */
  at: number;
}

/** Nobody is left, but for the last bit of a sum. */
const NOBODY = 1e-12;

/** Who holds which answer: all who hold the same in one place are reckoned with together. */
export class Crowd {
  /** Those in which somebody is. */
  private readonly live = new Set<Group>();
  private readonly byAnswers = new Map<Answers, Map<number, Group>>();
  /** In one order, whoever came first: neighbours in which the same happens are told as one. */
  private readonly known: Outcome[] = [];
  private readonly byKey = new Map<string, Outcome>();
  private now = 0;

  public constructor(
    private readonly system: System,
    private readonly dns: CompiledDns,
    /** By the span of faults. */
    private readonly outcomes: readonly Outcomes[],
  ) {}

  public move({ place, share, before, answers }: Move): void {
    if (before !== undefined) this.group(before, place).share -= share;
    const group = this.group(answers, place);
    this.live.add(group);
    group.share += share;
  }

  /** What becomes of all requests while those faults last. It is asked at each change, and so makes nothing but its answer. */
  public shares(faultSpan: number): CourseShare[] {
    this.now += 1;
    for (const group of this.live) {
      if (group.share < NOBODY) {
        this.live.delete(group);
        continue;
      }
      for (const { outcome, share } of this.comes(group, faultSpan)) {
        if (outcome.at !== this.now) [outcome.at, outcome.sum] = [this.now, 0];
        outcome.sum += share * group.share;
      }
    }
    const shares: CourseShare[] = [];
    for (const { one, sum, at } of this.known) if (at === this.now) shares.push({ ...one, share: sum });
    return shares;
  }

  private group(answers: Answers, place: number): Group {
    const byPlace = this.byAnswers.get(answers) ?? new Map<number, Group>();
    this.byAnswers.set(answers, byPlace);
    const found = byPlace.get(place);
    if (found !== undefined) return found;
    const group: Group = { place, answers, share: 0, comes: new Map() };
    byPlace.set(place, group);
    return group;
  }

  private comes(group: Group, faultSpan: number): readonly Part[] {
    const known = group.comes.get(faultSpan);
    if (known !== undefined) return known;
    const parts = this.reckon(group, this.outcomes[faultSpan]);
    group.comes.set(faultSpan, parts);
    return parts;
  }

  private reckon({ answers, place }: Group, outcomes: Outcomes): Part[] {
    let left = 1;
    const shares = answers.flatMap(({ record, share }): CourseShare[] => {
      left -= share;
      const leaf = this.system.leaves.get(this.dns.records[record].record.id);
      if (leaf === undefined) return [{ failed: 'no-answer-in-dns', share }];
      return outcomes.of(leaf, this.system.places[place]).map((one) => ({ ...one, share: one.share * share }));
    });
    if (left > 1e-9) shares.push({ failed: 'no-answer-in-dns', share: left });
    return shares.map((one) => ({ outcome: this.outcome(one), share: one.share }));
  }

  private outcome(one: CourseShare): Outcome {
    const key = `${one.cell ?? ''} ${one.tier ?? ''} ${one.failed ?? ''} ${one.slow ?? ''}`;
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const made: Outcome = { key, one, sum: 0, at: 0 };
    this.byKey.set(key, made);
    this.known.push(made);
    this.known.sort((left, right) => (left.key < right.key ? -1 : 1));
    return made;
  }
}
