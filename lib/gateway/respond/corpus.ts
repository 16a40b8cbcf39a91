import type { AsPlainObject, Options } from 'minisearch';

/** `corpus.json`: everything the deterministic tier knows. */
export interface Corpus {
  readonly version: 1;
  /** Tried in their order; the first whose pattern matches answers. */
  readonly intents: readonly Intent[];
  /** What is said when neither an intent nor a passage fits. */
  readonly canned: string;
  readonly passages: readonly Passage[];
  /** MiniSearch's own JSON, over the passages. */
  readonly index: AsPlainObject;
}

export interface Intent {
  readonly name: string;
  /** A regular expression's source. */
  readonly pattern: string;
  readonly flags: string;
  /** `{{group}}` is what the pattern's named group caught, `{{metadata.key}}` what the caller's metadata says. */
  readonly template: string;
}

/** A document's section under one heading. */
export interface Passage {
  /** `refunds.md#2` */
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** Words that say nothing about the subject; the index leaves them out. */
const STOP_WORDS = new Set(
  (
    'a about an and any are as at be but by can could do does for from get give had has have how i if in into is it ' +
    'its me my no not of on or our please so some tell than that the their them then there these they this to us ' +
    'was we were what when where which who why will with would you your'
  ).split(' '),
);

/** The same for building and for searching: an index read with other options answers wrongly. */
export const SEARCH_OPTIONS: Options<Passage> = {
  fields: ['title', 'text'],
  processTerm: (term) => {
    const word = term.toLowerCase();
    return STOP_WORDS.has(word) ? null : word;
  },
  searchOptions: { boost: { title: 2 } },
};
