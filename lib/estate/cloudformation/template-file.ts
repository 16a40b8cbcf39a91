import type { ConstructNotes } from '../assembly/construct-notes';
import type { EstateStack } from '../estate';
import type { JsonObject } from '../json';

/** A template that was read, before anything in it is resolved. */
export interface TemplateFile {
  readonly stack: EstateStack;
  readonly template: JsonObject;
  /** Before the logical id in a node's id: the stack's name, where that is unique. */
  readonly prefix: string;
  readonly notes: ConstructNotes;
  /** Where it is a nested stack: whose, and by which of its resources. */
  readonly within?: { readonly parent: TemplateFile; readonly logicalId: string };
}

export const NO_NOTES: ConstructNotes = { paths: new Map(), sources: new Map(), acknowledged: [] };
