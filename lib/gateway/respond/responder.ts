import MiniSearch from 'minisearch';
import { type Corpus, type Passage, SEARCH_OPTIONS } from './corpus';
import { fill } from './template';

/** Longer questions are read up to here: what is matched against them must take milliseconds. */
const LONGEST_QUESTION = 2000;

/** A passage answers when it holds at least this share of the question's words. */
const SHARE_OF_WORDS = 0.5;

/** Answers a question from the corpus, always, without a network or a model. */
export type Responder = (question: string) => string;

export function responderOf(corpus: Corpus): Responder {
  const intents = corpus.intents.map(({ pattern, flags, template }) => ({
    pattern: new RegExp(pattern, flags),
    template,
  }));
  const passages = new Map(corpus.passages.map((passage) => [passage.id, passage]));
  const index = MiniSearch.loadJS<Passage>(corpus.index as Parameters<typeof MiniSearch.loadJS>[0], SEARCH_OPTIONS);

  return (question) => {
    const text = question.slice(0, LONGEST_QUESTION);
    for (const { pattern, template } of intents) {
      const match = pattern.exec(text);
      if (match) return fill(template, match.groups ?? {});
    }
    const [best] = index.search(text);
    if (best !== undefined && best.queryTerms.length >= wordsOf(text).length * SHARE_OF_WORDS) {
      return passages.get(best.id)?.text ?? corpus.canned;
    }
    return corpus.canned;
  };
}

/** The question's words as the index counts them. */
function wordsOf(question: string): readonly string[] {
  const tokenize = MiniSearch.getDefault('tokenize') as (text: string) => string[];
  const words = tokenize(question).map((word) => SEARCH_OPTIONS.processTerm?.(word));
  return [...new Set(words.filter((word): word is string => typeof word === 'string' && word !== ''))];
}
