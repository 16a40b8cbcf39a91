import type { Verdict } from '../judge';

/**
 * Writes a verdict for one kind of reader.
 * @param version of the command
 */
export type Format = (verdict: Verdict, version: string) => string;
