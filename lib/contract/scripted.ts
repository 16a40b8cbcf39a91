/** What the deterministic tier answers, and by what. */
export interface Scripted {
  readonly text: string;
  readonly by: ScriptedBy;
}

export type ScriptedBy =
  | { readonly kind: 'intent'; readonly name: string }
  /** A section of a document: `refunds.md#2`, under its heading, which may be none. */
  | { readonly kind: 'passage'; readonly id: string; readonly title: string }
  | { readonly kind: 'canned' };
