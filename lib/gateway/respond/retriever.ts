import MiniSearch, { type AsPlainObject } from 'minisearch';
import { type Passage, SEARCH_OPTIONS } from './corpus';

/** A passage answers when it holds at least this share of the question's words. */
const SHARE_OF_WORDS = 0.5;

/** A word that more passages hold tells few of them from the others, and costs the most to look up. */
const MOST_PASSAGES = 100;

/** So many of a question's words are looked up, the rarest first. */
const MOST_WORDS = 16;

/** So many of them in the forms that are like them: each means a walk through the vocabulary. */
const MOST_LIKENESSES = 4;

/** The id of the passage that answers a question; undefined where none does. */
export type Retriever = (question: string) => string | undefined;

/** Reads the baked index; what a question costs is bounded, whatever the question and however many the passages. */
export function retrieverOf(baked: AsPlainObject): Retriever {
  const index = MiniSearch.loadJS<Passage>(baked, SEARCH_OPTIONS);
  const passagesWith = new Map(baked.index.map(([word, fields]) => [word, held(fields)]));

  return (question) => {
    const words = wordsOf(question)
      .map((word) => ({ word, passages: passagesWith.get(word) ?? 0 }))
      .sort((a, b) => a.passages - b.passages);
    const telling = words.filter(({ passages }) => passages <= MOST_PASSAGES);
    const asked = (telling.length > 0 ? telling : words.slice(0, 1)).slice(0, MOST_WORDS).map(({ word }) => word);
    // What stands in the corpus is meant as it stands; what does not is misspelt, or another form.
    const strange = (word: string, at: number) => at < MOST_LIKENESSES && !passagesWith.has(word);
    const [best] = index.search(asked.join(' '), {
      fuzzy: (word, at) => (word.length > 5 && strange(word, at) ? 1 : false),
      prefix: (word, at) => word.length > 3 && strange(word, at),
    });
    return best !== undefined && best.queryTerms.length >= asked.length * SHARE_OF_WORDS ? best.id : undefined;
  };
}

/** In how many passages a word stands, at least: in its most frequent field. */
function held(fields: AsPlainObject['index'][number][1]): number {
  return Math.max(...Object.values(fields).map((passages) => Object.keys(passages).length));
}

/** The question's distinct words as the index counts them. */
function wordsOf(question: string): readonly string[] {
  const tokenize = MiniSearch.getDefault('tokenize') as (text: string) => string[];
  const words = tokenize(question).map((word) => SEARCH_OPTIONS.processTerm?.(word));
  return [...new Set(words.filter((word): word is string => typeof word === 'string' && word !== ''))];
}
