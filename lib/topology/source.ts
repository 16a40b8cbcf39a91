import type { DocumentPath } from './path';

/** Where a document came from, so that a problem can name its place. */
export interface DocumentSource {
  /** As the person named it; absent for a document made in code. */
  readonly file?: string;
  /** Absolute; relative paths in the document resolve against it. */
  readonly directory: string;
  /** The line, from 1, of the key or entry; of the nearest one above it when it is not there itself. */
  locate(path: DocumentPath): number | undefined;
  /** A scalar as it was written, before YAML made a number of it. */
  textOf(path: DocumentPath): string | undefined;
}

/** A document made in code: it has no file and no lines. */
export function plainSource(directory: string): DocumentSource {
  return { directory, locate: () => undefined, textOf: () => undefined };
}
