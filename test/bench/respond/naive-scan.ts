import type { Passage } from '../../../lib/gateway/respond/corpus';

/** What one writes first: counts each word of the question in every document, and takes the one with the most. */
export function naiveScan(passages: readonly Passage[]): (question: string) => string | undefined {
  const texts = passages.map(({ title, text }) => `${title}\n${text}`.toLowerCase());
  return (question) => {
    const words = question.toLowerCase().match(/\w+/g) ?? [];
    let best: string | undefined;
    let most = 0;
    texts.forEach((text, index) => {
      const found = words.filter((word) => text.includes(word)).length;
      if (found <= most) return;
      most = found;
      best = passages[index].text;
    });
    return best;
  };
}
