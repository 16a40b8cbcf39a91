/** One row of the ledger. Rows with one id are read together, and each is replaced as a whole. */
export interface Row<Body extends object = object> {
  readonly id: string;
  /** Tells the rows of one id apart: `job`, `watch`, `state/aws:eu-west-1`. */
  readonly facet: string;
  /** From 1; each replacement adds one. */
  readonly version: number;
  /** Plain JSON. */
  readonly body: Body;
  /** Where it is listed, and at which place there. Both or neither. */
  readonly listed?: Listed;
  /** Seconds since the epoch; a ledger may delete the row any time after. */
  readonly expiresAt: number;
}

export interface Listed {
  readonly lane: string;
  /** Texts that sort as what they stand for. */
  readonly mark: string;
}

export interface ListOptions {
  /** Marks below this one. */
  readonly before?: string;
  /** Marks above this one. */
  readonly after?: string;
  readonly limit: number;
  readonly newestFirst?: boolean;
}

/** What a list tells of a row; the rest must be read. It may lag behind the rows by a moment. */
export interface ListedRow extends Listed {
  readonly id: string;
  readonly facet: string;
}

/**
 * Where jobs are written down. All that it promises is that an insertion or a replacement happens wholly or not at all,
 * and only on its condition, judged where the caller is. A call that rejects may have been carried out nevertheless:
 * who needs to know reads.
 */
export interface Ledger {
  /** Every row with this id, as fresh as the ledger can tell. */
  read(id: string): Promise<readonly Row[]>;
  /** False where there is a row with this id and facet. */
  insert(row: Row): Promise<boolean>;
  /** False where the row that stands there is not of the version before this one. */
  replace(row: Row): Promise<boolean>;
  /** A row that is not there is removed already. */
  remove(id: string, facet: string): Promise<void>;
  list(lane: string, options: ListOptions): Promise<readonly ListedRow[]>;
}
