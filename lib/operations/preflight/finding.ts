/** What one check found at one place. */
export interface Finding {
  /** The check's id, kebab-case and stable. */
  readonly check: string;
  /** What was looked at: a Region, a name, a project. */
  readonly place: string;
  /** `unknown` is never a pass: nobody could say. */
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly found: string;
  /** What to do, of all that does not pass. */
  readonly mend?: string;
}

/** A finding as a check says it, which does not say its own name. */
export type Found = Omit<Finding, 'check'>;

export const pass = (place: string, found: string): Found => ({ place, verdict: 'pass', found });

export const fail = (place: string, found: string, mend: string): Found => ({ place, verdict: 'fail', found, mend });

export const unknown = (place: string, found: string, mend: string): Found => ({
  place,
  verdict: 'unknown',
  found,
  mend,
});
