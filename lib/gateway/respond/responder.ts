import MiniSearch from 'minisearch';
import type { Scripted } from '../../contract/scripted';
import { type Corpus, type Passage, SEARCH_OPTIONS } from './corpus';
import { fill } from './template';

/** Longer questions are read up to here: what is matched against them must take milliseconds. */
const LONGEST_QUESTION = 2000;

/** So many of a question's distinct words are looked up; each may stand for hundreds that are like it. */
const MOST_WORDS = 32;

/** A passage answers when it holds at least this share of the question's words. */
const SHARE_OF_WORDS = 0.5;

/** What a caller tells of a request beside its messages: OpenAI's `metadata`. */
export type Metadata = Readonly<Record<string, string>>;

/** Answers a question from the corpus, always, without a network or a model. */
export type Responder = (question: string, metadata?: Metadata) => Scripted;

export function responderOf(corpus: Corpus): Responder {
  const intents = corpus.intents.map(({ name, pattern, flags, template }) => ({
    name,
    pattern: new RegExp(pattern, flags),
    template,
  }));
  const passages = new Map(corpus.passages.map((passage) => [passage.id, passage]));
  const index = MiniSearch.loadJS<Passage>(corpus.index as Parameters<typeof MiniSearch.loadJS>[0], SEARCH_OPTIONS);

  return (question, metadata = {}) => {
    const text = question.slice(0, LONGEST_QUESTION);
    for (const { name, pattern, template } of intents) {
      const match = pattern.exec(text);
      if (match) return { text: fill(template, match.groups ?? {}, metadata), by: { kind: 'intent', name } };
    }
    const words = wordsOf(text);
    const [best] = words.length === 0 ? [] : index.search(words.slice(0, MOST_WORDS).join(' '));
    const passage = best?.queryTerms.length >= words.length * SHARE_OF_WORDS ? passages.get(best.id) : undefined;
    return passage === undefined ? { text: corpus.canned, by: { kind: 'canned' } } : cited(passage);
  };
}

/** A passage is somebody's text, taken out of its place: the reader learns where it stands. */
function cited({ id, title, text }: Passage): Scripted {
  const file = id.slice(0, id.lastIndexOf('#'));
  return {
    text: `${text}\n\n(From ${file}${title === '' ? '' : `, “${title}”`})`,
    by: { kind: 'passage', id, title },
  };
}

/** The question's distinct words as the index counts them. */
function wordsOf(question: string): readonly string[] {
  const tokenize = MiniSearch.getDefault('tokenize') as (text: string) => string[];
  const words = tokenize(question).map((word) => SEARCH_OPTIONS.processTerm?.(word));
  return [...new Set(words.filter((word): word is string => typeof word === 'string' && word !== ''))];
}
