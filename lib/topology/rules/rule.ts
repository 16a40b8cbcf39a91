import type { Draft } from '../draft';
import type { Finding } from '../finding';
import type { DocumentSource } from '../source';

/** One thing that must hold between parts that are each well formed: all the places at which it does not. */
export type Rule = (draft: Draft, source: DocumentSource) => readonly Finding[];
