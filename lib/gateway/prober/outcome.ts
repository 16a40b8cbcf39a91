import type { CellId } from '../../contract/cell';
import { BODY_MEMBER, type ServedBy } from '../../contract/http';
import type { ErrorCode } from '../errors';
import type { Failure } from '../ladder/failure';
import type { Reply } from './ask';
import type { Answer } from './judge-answer';

/** What a reply says of what was asked. */
export type Outcome =
  | ({ readonly kind: 'answered' } & Answer)
  /** Nothing is known by it: it was refused for load, or never came to the model. */
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'bad'; readonly why: string }
  /** The cloud itself refused, and does not say whether for load. */
  | { readonly kind: 'refused'; readonly status: number };

const bad = (why: string): Outcome => ({ kind: 'bad', why });
const unknown = (why: string): Outcome => ({ kind: 'unknown', why });

/** What a rung's failure says of it. Load says nothing, and neither does a question that was at fault. */
const OF_FAILURE: Readonly<Record<Failure, 'bad' | 'unknown'>> = {
  unreachable: 'bad',
  timeout: 'bad',
  stalled: 'bad',
  throttled: 'unknown',
  unavailable: 'bad',
  denied: 'bad',
  missing: 'bad',
  rejected: 'bad',
  'context-length': 'unknown',
  'content-filter': 'bad',
  empty: 'bad',
  unsatisfying: 'bad',
  truncated: 'bad',
  garbled: 'bad',
  abandoned: 'unknown',
  unread: 'unknown',
};

/** Errors of the gateway that say nothing of it or its rungs: load, a fence, and the prober's own key. */
const SAYS_NOTHING: readonly ErrorCode[] = [
  'overloaded',
  'residency-fence',
  'controls-unmet',
  'invalid_api_key',
  'keys-unavailable',
  // Another release, which has other routes.
  'model_not_found',
];

/** Who answers with a 500 has not run the function or the container; the other statuses say more. */
const REFUSED_BY_PLATFORM = 500;

/** @param cell whose gateway has to have answered: a reply that does not say so is none of its, whatever its status */
export function outcomeOf(reply: Reply, cell: CellId, rungs: readonly string[]): Outcome {
  switch (reply.kind) {
    // The zone is shared by all cells: that a name is not found must not turn them all.
    case 'unresolved':
      return unknown('name-not-resolved');
    case 'unreachable':
      return bad(`unreachable (${reply.why})`);
    case 'silent':
      return bad('silent');
    case 'response':
      return ofResponse(reply, cell, rungs);
  }
}

interface Told {
  readonly error?: { readonly code?: ErrorCode };
  readonly choices?: readonly { readonly message?: { readonly content?: unknown } }[];
  readonly [BODY_MEMBER]?: Partial<ServedBy>;
}

function ofResponse(
  { status, body, milliseconds }: Extract<Reply, { kind: 'response' }>,
  cell: CellId,
  rungs: readonly string[],
): Outcome {
  if (status === 429) return unknown('throttled');
  const told = parse(body);
  const marks = told?.[BODY_MEMBER];
  if (marks?.cell !== cell) {
    return status === REFUSED_BY_PLATFORM ? { kind: 'refused', status } : bad(`not this gateway’s answer (${status})`);
  }
  if (status === 200) {
    const text = told?.choices?.[0]?.message?.content;
    if (typeof text !== 'string') return bad('garbled');
    if (!rungs.includes(marks.rung ?? '')) return bad(`answered by ${marks.rung}`);
    return { kind: 'answered', text, milliseconds };
  }
  const code = told?.error?.code;
  if (code !== undefined && SAYS_NOTHING.includes(code)) return unknown(code);
  return ofTried(marks, code ?? `status ${status}`);
}

/** What the rungs that were asked failed by: one that is bad decides, and nobody asked is nothing known. */
function ofTried({ tried = [], reason }: Partial<ServedBy>, code: string): Outcome {
  const failures = tried.map(({ outcome }) => outcome as Failure);
  const worst = failures.find((failure) => OF_FAILURE[failure] === 'bad');
  if (worst !== undefined) return bad(worst);
  if (failures.length > 0) return unknown(failures.join(', '));
  return code === 'tier-floor' ? unknown(reason ?? code) : bad(code);
}

function parse(body: string): Told | undefined {
  try {
    const told: unknown = JSON.parse(body);
    return typeof told === 'object' && told !== null ? told : undefined;
  } catch {
    return undefined;
  }
}
