/** What a provider takes and gives, trimmed to what can be checked in its written configuration. */
export interface ElementSchema {
  readonly type: string;
  /** What may be written. */
  readonly arguments: BlockSchema;
  /** What may be read of it, its arguments among them. */
  readonly attributes: AttributeTree;
}

export interface BlockSchema {
  readonly arguments: ReadonlyMap<string, Argument>;
}

export interface Argument {
  readonly required: boolean;
  readonly shape: Shape;
  /** The only values that the documentation allows, where it lists them. */
  readonly values?: readonly string[];
}

export type Shape =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'any' }
  | { readonly kind: 'list' | 'map'; readonly of: Shape }
  /** One block, or a list of them. Looked up on use: some blocks are large and most are never written. */
  | { readonly kind: 'block'; readonly many: boolean; readonly block: () => BlockSchema };

/** Names of attributes; below each its own, or `undefined` for a plain value or a map, whose keys are free. */
export type AttributeTree = ReadonlyMap<string, (() => AttributeTree) | undefined>;
