import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { alphabetOf } from './alphabet';
import { judgeChains } from './chains';
import { type Positions, positionsOf } from './positions';
import { reached } from './reached';

/** How long an expression can take on a text that it does not fit; `unknown` is one too large to be judged. */
export type Backtracking = 'bounded' | 'polynomial' | 'exponential' | 'unknown';

/** From a pair of positions to another; beyond them a pattern is not judged. */
const MOST_STEPS = 1_000_000;

/**
 * Can a text be made on which this expression, where it fails, tries a number of ways that doubles with every few
 * characters? It can when a loop reads one text in two ways: then its automaton has a position from which two different
 * paths over the same characters come back to it. And one on which it tries a number that grows as a power of the length?
 * It can when two loops after each other read one text: each of its characters may be where the second takes over. (That a
 * search begins anew at every character is not counted: who matches bounds the length.)
 *
 * @param pattern a valid expression's source
 * @see Weber and Seidl, On the degree of ambiguity of finite automata, 1991: the criteria EDA and IDA
 */
export function backtracking(pattern: string, flags: string): Backtracking {
  const ast = new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: flags.includes('u') });
  const read = alphabetOf(ast, flags);
  const found = wholes(ast).map((alternatives) => {
    const positions = positionsOf(alternatives, read);
    return positions === undefined ? 'unknown' : judge(positions);
  });
  return WORST_FIRST.find((each) => found.includes(each)) ?? 'bounded';
}

const WORST_FIRST = ['exponential', 'unknown', 'polynomial'] as const;

/** What is matched by itself: the pattern, and each look-around in it. */
function wholes(pattern: AST.Pattern): (readonly AST.Alternative[])[] {
  const found = [pattern.alternatives];
  visitRegExpAST(pattern, {
    onAssertionEnter: (assertion) => {
      if (assertion.kind === 'lookahead' || assertion.kind === 'lookbehind') found.push(assertion.alternatives);
    },
  });
  return found;
}

function judge(positions: Positions): Backtracking {
  const judged = new Set<number>();
  const loops = new Map<number, ReadonlySet<number>>();
  for (let position = 0; position < positions.reads.length; position++) {
    if (judged.has(position)) continue;
    const loop = loopOf(position, positions);
    for (const each of loop) judged.add(each);
    // Every position of a loop comes by every other: what one finds, all do.
    const found = loop.size === 0 ? 'bounded' : judgeLoop(position, loop, positions);
    if (found !== 'bounded') return found;
    for (const each of loop) loops.set(each, loop);
  }
  return judgeChains(loops, positions);
}

/** The positions that lead to this one and are reached from it; none where it is in no loop. */
function loopOf(position: number, { follow }: Positions): Set<number> {
  const back: number[][] = follow.map(() => []);
  follow.forEach((ways, from) => {
    for (const to of ways.keys()) back[to].push(from);
  });
  const ahead = reached([position], (from) => [...follow[from].keys()]);
  const behind = reached([position], (to) => back[to]);
  return new Set([...ahead].filter((each) => behind.has(each)));
}

function judgeLoop(position: number, loop: ReadonlySet<number>, { reads, follow }: Positions): Backtracking {
  const size = reads.length;
  const forth = new Map<number, number[]>();
  const back = new Map<number, number[]>();
  const start = position * size + position;
  let twice = false;
  let steps = 0;
  const nextOf = (pair: number) => {
    const known = forth.get(pair);
    if (known !== undefined || steps > MOST_STEPS) return known ?? [];
    const [one, other] = [Math.floor(pair / size), pair % size];
    const next: number[] = [];
    for (const [to, ways] of follow[one]) {
      if (!loop.has(to)) continue;
      if (one === other && ways > 1) twice = true;
      for (const [beside] of follow[other]) {
        if (!loop.has(beside) || (reads[to] & reads[beside]) === 0n) continue;
        next.push(to * size + beside);
        steps += 1;
      }
    }
    forth.set(pair, next);
    for (const to of next)
      back
        .set(to, back.get(to) ?? [])
        .get(to)
        ?.push(pair);
    return next;
  };
  const ahead = reached([start], nextOf);
  if (twice) return 'exponential';
  if (steps > MOST_STEPS) return 'unknown';
  const behind = reached([start], (pair) => back.get(pair) ?? []);
  const parted = [...ahead].some((pair) => behind.has(pair) && Math.floor(pair / size) !== pair % size);
  return parted ? 'exponential' : 'bounded';
}
