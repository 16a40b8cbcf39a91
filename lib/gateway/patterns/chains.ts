import type { Positions } from './positions';
import { reached } from './reached';

/** From three positions to three others; beyond them a pattern is not judged. */
const MOST_STEPS = 1_000_000;

type Loops = ReadonlyMap<number, ReadonlySet<number>>;

/**
 * Are there two loops after each other, and a text that goes round the first, round the second, and from the first to the
 * second? Then a long repetition of it can be shared out between them in as many ways as it has copies.
 *
 * Followed at once: one reader that stays in the first loop, one that goes over, one that stays in the second.
 */
export function judgeChains(loops: Loops, { reads, follow }: Positions): 'bounded' | 'polynomial' | 'unknown' {
  const size = reads.length;
  let steps = 0;
  for (const [from, first] of loops) {
    const ahead = reached([from], (each) => [...follow[each].keys()]);
    for (const to of ahead) {
      const second = loops.get(to);
      // Within one loop it would be two ways round, which was judged before.
      if (second === undefined || second === first) continue;
      const nextOf = (three: number) => {
        const next: number[] = [];
        if (steps > MOST_STEPS) return next;
        const [one, over, other] = [Math.floor(three / size / size), Math.floor(three / size) % size, three % size];
        for (const a of follow[one].keys()) {
          if (!first.has(a)) continue;
          for (const c of follow[other].keys()) {
            const both = reads[a] & reads[c];
            if (!second.has(c) || both === 0n) continue;
            for (const b of follow[over].keys()) {
              steps += 1;
              if (ahead.has(b) && (both & reads[b]) !== 0n) next.push((a * size + b) * size + c);
            }
          }
        }
        return next;
      };
      const found = reached([(from * size + from) * size + to], nextOf);
      if (found.has((from * size + to) * size + to)) return 'polynomial';
      if (steps > MOST_STEPS) return 'unknown';
    }
  }
  return 'bounded';
}
