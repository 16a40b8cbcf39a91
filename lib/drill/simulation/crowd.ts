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
  readonly comes: Map<number, readonly Keyed[]>;
}

interface Keyed {
  readonly key: string;
  readonly one: CourseShare;
}

/** Who holds which answer: all who hold the same in one place are reckoned with together. */
export class Crowd {
  private readonly groups = new Map<Answers, Map<number, Group>>();

  public constructor(
    private readonly system: System,
    private readonly dns: CompiledDns,
    /** By the span of faults. */
    private readonly outcomes: readonly Outcomes[],
  ) {}

  public move({ place, share, before, answers }: Move): void {
    if (before !== undefined) this.group(before, place).share -= share;
    this.group(answers, place).share += share;
  }

  /** What becomes of all requests while those faults last. */
  public shares(faultSpan: number): CourseShare[] {
    const sums = new Map<string, { one: CourseShare; share: number }>();
    for (const byPlace of this.groups.values()) {
      for (const group of byPlace.values()) {
        // Nobody is left in it, but for the last bit of a sum.
        if (group.share < 1e-12) continue;
        for (const { key, one } of this.comes(group, faultSpan)) {
          const sum = sums.get(key);
          if (sum === undefined) sums.set(key, { one, share: one.share * group.share });
          else sum.share += one.share * group.share;
        }
      }
    }
    // In one order, whoever came first: neighbours in which the same happens are told as one.
    const sorted = [...sums].sort(([left], [right]) => (left < right ? -1 : 1));
    return sorted.map(([, { one, share }]) => ({ ...one, share }));
  }

  private group(answers: Answers, place: number): Group {
    const byPlace = this.groups.get(answers) ?? new Map<number, Group>();
    this.groups.set(answers, byPlace);
    const group = byPlace.get(place) ?? { place, answers, share: 0, comes: new Map() };
    byPlace.set(place, group);
    return group;
  }

  private comes(group: Group, faultSpan: number): readonly Keyed[] {
    const known = group.comes.get(faultSpan) ?? this.reckon(group, this.outcomes[faultSpan]);
    group.comes.set(faultSpan, known);
    return known;
  }

  private reckon({ answers, place }: Group, outcomes: Outcomes): Keyed[] {
    let left = 1;
    const shares = answers.flatMap(({ record, share }): CourseShare[] => {
      left -= share;
      const leaf = this.system.leaves.get(this.dns.records[record].record.id);
      if (leaf === undefined) return [{ failed: 'no-answer-in-dns', share }];
      return outcomes.of(leaf, this.system.places[place]).map((one) => ({ ...one, share: one.share * share }));
    });
    if (left > 1e-9) shares.push({ failed: 'no-answer-in-dns', share: left });
    return shares.map((one) => ({
      key: `${one.cell ?? ''} ${one.tier ?? ''} ${one.failed ?? ''} ${one.slow ?? ''}`,
      one,
    }));
  }
}
