/** Texts too large for a row, in a bucket of one cell. */
export interface PayloadStore {
  put(key: string, text: string): Promise<void>;
  /** Undefined where there is none; rejects when that cannot be known. */
  get(key: string): Promise<string | undefined>;
}
