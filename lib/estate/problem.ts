/** One thing that is wrong in what was handed in. The same shape as the contract's `Problem`, which this half may not import. */
export interface Problem {
  /** Kebab-case and stable: `truncated-json`. */
  readonly code: string;
  /** The place inside the file or the argument: `artifacts.Fleet.properties.templateFile`. */
  readonly path: string;
  /** What is wrong, a sentence. */
  readonly message: string;
  readonly found?: string;
  readonly allowed?: string;
  readonly mend: string;
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
}
