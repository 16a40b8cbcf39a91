import type { RunbookSection } from '../../contract/runbook';

/** What people do, and what must be there for it. */
export interface Section {
  readonly anchor: RunbookSection;
  readonly title: string;
  /** When it is read: a sentence or two. */
  readonly when: string;
  readonly steps: readonly Step[];
  /** What every step of it depends on, a phrase. */
  readonly needs: string;
  /** Does it work while the control planes of us-east-1 (IAM, Route 53's changes, CloudFront) are down? */
  readonly withoutUsEast1: string;
}

export interface Step {
  /** What it does, a sentence. */
  readonly what: string;
  /** For sh, bash and zsh; each line a command of its own. */
  readonly commands: readonly string[];
}
