/** Text in pieces as a model streams it: word by word, nothing lost. */
export function words(text: string): readonly string[] {
  return text.match(/\S+\s*/g) ?? [];
}
