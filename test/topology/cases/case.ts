import type { ProblemCode } from '../../../lib/topology/codes';
import type { Edit } from '../fixture';

/** A document with exactly one mistake. */
export interface Case {
  readonly code: ProblemCode;
  /** What makes the mistake in the fixture. */
  readonly edits: readonly Edit[];
  readonly path: string;
  /** A text of the line that the problem names. */
  readonly on: string;
  readonly mend?: RegExp;
}

export const SECOND_CLOUD =
  'secondCloud: { addresses: [203.0.113.10], probeHost: llm-b.example.net, servingPath: /healthz }';
export const GOOGLE =
  'google: { project: acme-ai, projectNumber: "123456789012", regions: [europe-west4], stateBucket: acme-state }';
export const VERTEX = '  - { tier: 1, name: gemini, google: { vertex: { model: gemini-2.5-pro } } }\n';
/** The second rung is in Google's cells too, so that every floor is reached there. */
export const EVERYWHERE: Edit = ['    cells: [aws:eu-west-1, aws:eu-central-1]\n', ''];
