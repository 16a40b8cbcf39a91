/** Where Vertex AI processes a request. */
export enum VertexLocation {
  /** The region of the cell that calls. */
  CELL = 'cell',
  EU = 'eu',
  US = 'us',
  /** Anywhere: it bounds no residency. */
  GLOBAL = 'global',
}
