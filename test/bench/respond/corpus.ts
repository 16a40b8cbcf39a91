import { type Random, randomFrom } from './random';

/** Documents and questions in an invented language, whose words are as unevenly common as those of a real one. */
export interface Library {
  readonly documents: Readonly<Record<string, string>>;
  readonly questions: readonly string[];
}

const VOCABULARY = 20_000;
const WORDS_IN_DOCUMENT = 180;
const SYLLABLES = 'ba ce di fo gu ha je ki lo mu na pe qui ro sa te vi wo xe zu'.split(' ');

export function library(documents: number, questions: number, seed = 1): Library {
  const random = randomFrom(seed);
  const words = Array.from({ length: VOCABULARY }, () => word(random));
  // Zipf's law: the word at rank r is 1/r as common as the first.
  const any = () => words[Math.floor(VOCABULARY ** random()) - 1];
  const text = (length: number) => Array.from({ length }, any).join(' ');
  return {
    documents: Object.fromEntries(
      Array.from({ length: documents }, (_, index) => [
        `d${index}.md`,
        `# ${text(4)}\n\n${text(WORDS_IN_DOCUMENT)}.\n`,
      ]),
    ),
    // Every third one has a word with its third letter left out.
    questions: Array.from({ length: questions }, (_, index) => {
      const question = text(3 + Math.floor(random() * 9));
      return `${index % 3 === 0 ? question.replace(/\b(\w\w)\w(\w{3,})/, '$1$2') : question}?`;
    }),
  };
}

function word(random: Random): string {
  const syllables = 1 + Math.floor(random() * 5);
  return Array.from({ length: syllables }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join('');
}
