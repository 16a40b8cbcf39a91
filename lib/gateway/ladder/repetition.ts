const WORDS = 4;

/**
 * The share of a text's sequences of four words that stood in it before, from 0 to 1: what goes up when a model runs
 * in circles.
 * @see https://arxiv.org/abs/1908.04319 (Welleck and others, 2019: seq-rep-4)
 */
export function repetition(text: string): number {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const sequences = Array.from({ length: Math.max(0, words.length - WORDS + 1) }, (_, index) =>
    words.slice(index, index + WORDS).join(' '),
  );
  return sequences.length === 0 ? 0 : 1 - new Set(sequences).size / sequences.length;
}
