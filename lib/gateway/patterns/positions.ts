import type { AST } from '@eslint-community/regexpp';
import type { Leaf, Samples } from './alphabet';

/** By position: in how many ways it is come to. Two stands for more, too. */
export type Ways = Map<number, number>;

/** The automaton of Glushkov: its states are the pattern's leaves, and each is left by the next leaf that is read. */
export interface Positions {
  readonly reads: readonly Samples[];
  readonly follow: readonly Ways[];
}

/** What a part of a pattern can begin and end with, and in how many ways it is empty. */
interface Part {
  readonly first: Ways;
  readonly last: Ways;
  readonly empty: number;
}

const NOTHING: Part = { first: new Map(), last: new Map(), empty: 1 };

/**
 * Repetitions are written out, and no further than this: a fourth copy of the same adds no new way to read a text that
 * three do not have.
 */
const MOST_COPIES = 3;
const MOST_OPTIONAL_COPIES = 2;

const MOST_POSITIONS = 300;

/** The automaton of some alternatives; undefined when it is too large to be judged. */
export function positionsOf(
  alternatives: readonly AST.Alternative[],
  read: (leaf: Leaf) => Samples,
): Positions | undefined {
  const builder = new Builder(read);
  builder.choice(alternatives);
  return builder.reads.length > MOST_POSITIONS ? undefined : builder;
}

class Builder implements Positions {
  public readonly reads: Samples[] = [];
  public readonly follow: Ways[] = [];

  public constructor(private readonly read: (leaf: Leaf) => Samples) {}

  public choice(alternatives: readonly AST.Alternative[]): Part {
    return alternatives
      .map(({ elements }) => elements.reduce<Part>((part, element) => this.sequence(part, this.part(element)), NOTHING))
      .reduce((one, other) => ({
        first: sum(one.first, other.first),
        last: sum(one.last, other.last),
        empty: capped(one.empty + other.empty),
      }));
  }

  private part(element: AST.Element): Part {
    switch (element.type) {
      case 'Group':
      case 'CapturingGroup':
        return this.choice(element.alternatives);
      case 'Quantifier':
        return this.repeated(element);
      case 'Assertion':
        return NOTHING;
      // What a group caught is not known here: anything, which is no less ambiguous.
      case 'Backreference':
        return this.leaf(-1n);
      default:
        return this.leaf(this.read(element));
    }
  }

  private repeated({ element, min, max }: AST.Quantifier): Part {
    let part = NOTHING;
    for (let copy = 0; copy < Math.min(min, MOST_COPIES) && this.hasRoom(); copy++) {
      part = this.sequence(part, this.part(element));
    }
    if (max === Number.POSITIVE_INFINITY) return this.sequence(part, this.star(this.part(element)));
    let rest = NOTHING;
    for (let copy = 0; copy < Math.min(max - min, MOST_OPTIONAL_COPIES) && this.hasRoom(); copy++) {
      const once = this.sequence(this.part(element), rest);
      rest = { ...once, empty: 1 };
    }
    return this.sequence(part, rest);
  }

  private star(part: Part): Part {
    this.join(part.last, part.first);
    return { ...part, empty: 1 };
  }

  private sequence(one: Part, other: Part): Part {
    this.join(one.last, other.first);
    return {
      first: sum(one.first, times(other.first, one.empty)),
      last: sum(other.last, times(one.last, other.empty)),
      empty: capped(one.empty * other.empty),
    };
  }

  private join(last: Ways, first: Ways): void {
    if (!this.hasRoom()) return;
    for (const [from, ways] of last) this.follow[from] = sum(this.follow[from], times(first, ways));
  }

  private leaf(reads: Samples): Part {
    const position = this.reads.length;
    this.reads.push(reads);
    this.follow.push(new Map());
    const only = new Map([[position, 1]]);
    return { first: only, last: only, empty: 0 };
  }

  private hasRoom(): boolean {
    return this.reads.length <= MOST_POSITIONS;
  }
}

function capped(ways: number): number {
  return Math.min(ways, 2);
}

function times(ways: Ways, factor: number): Ways {
  return factor === 0 ? new Map() : new Map([...ways].map(([position, count]) => [position, capped(count * factor)]));
}

function sum(one: Ways, other: Ways): Ways {
  const both = new Map(one);
  for (const [position, count] of other) both.set(position, capped((both.get(position) ?? 0) + count));
  return both;
}
