import type { Verdict } from '../judge';

/** Writes a verdict for one kind of reader. */
export type Format = (verdict: Verdict) => string;
