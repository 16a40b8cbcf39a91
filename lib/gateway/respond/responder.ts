import type { Scripted } from '../../contract/scripted';
import type { Corpus, Passage } from './corpus';
import { retrieverOf } from './retriever';
import { fill } from './template';

/** Longer questions are read up to here: what is matched against them must take milliseconds. */
const LONGEST_QUESTION = 2000;

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
  const retrieve = retrieverOf(corpus.index);

  return (question, metadata = {}) => {
    const text = question.slice(0, LONGEST_QUESTION);
    for (const { name, pattern, template } of intents) {
      const match = pattern.exec(text);
      if (match) return { text: fill(template, match.groups ?? {}, metadata), by: { kind: 'intent', name } };
    }
    const found = retrieve(text);
    const passage = found === undefined ? undefined : passages.get(found);
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
