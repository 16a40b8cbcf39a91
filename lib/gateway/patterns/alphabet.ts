import { type AST, visitRegExpAST } from '@eslint-community/regexpp';

/** Anything that reads exactly one character. */
export type Leaf = AST.Character | AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass;

/** A set of samples, one bit each. */
export type Samples = bigint;

/** Letters, digits and signs; beyond ASCII, one of each kind that classes and case tell apart. */
const COMMON = [...Array(128).keys(), 0xa0, 0xe9, 0x130, 0x17f, 0x2028, 0x212a, 0x4e2d];

/** Which characters each leaf of a pattern reads, by samples that tell its leaves apart: the engine itself is asked. */
export function alphabetOf(pattern: AST.Pattern, flags: string): (leaf: Leaf) => Samples {
  const codes = new Set(COMMON);
  const around = (code: number) => {
    for (const each of [code - 1, code, code + 1]) if (each >= 0 && each <= 0x10ffff) codes.add(each);
  };
  visitRegExpAST(pattern, { onCharacterEnter: ({ value }) => around(value) });
  const samples = [...codes].map((code) => String.fromCodePoint(code));
  const known = new Map<string, Samples>();
  return ({ raw }) => {
    const read = known.get(raw) ?? samplesOf(new RegExp(`^(?:${raw})$`, flags), samples);
    known.set(raw, read);
    return read;
  };
}

function samplesOf(expression: RegExp, samples: readonly string[]): Samples {
  return samples.reduce((read, sample, index) => (expression.test(sample) ? read | (1n << BigInt(index)) : read), 0n);
}
