import type { CellId } from '../../contract/cell';
import type { Route } from '../../contract/route';
import type { ErrorCode } from '../errors';
import { failed, type Handled } from '../handled';
import type { Barred } from '../ladder/eligible';
import type { Failure } from '../ladder/failure';
import type { Fault } from '../ladder/provider';
import { reasonOf, type Walk, type Walked } from '../ladder/walk';

/** A caller who comes again at once finds the same: where nobody knows better, this long. */
const RETRY_AFTER_MILLISECONDS = 1000;

/** What a request is told that nobody answered. */
export function refused(
  cell: CellId,
  route: Route,
  { passed, tried }: Walk,
  walked: Exclude<Walked, { kind: 'answered' }>,
): Handled {
  const told = { cell, attempts: tried.length, reason: passed.length === 0 ? 'no-rung' : reasonOf(passed), tried };
  const { code, message } = wordsOf(route, walked);
  if (walked.kind !== 'below-floor') return failed(code, message, told);
  const retryAfterSeconds = Math.ceil((walked.retryIn ?? RETRY_AFTER_MILLISECONDS) / 1000);
  return failed(code, message, told, { retryAfterSeconds });
}

/** Why nobody answered, in words for the caller. */
export function wordsOf(
  route: Route,
  walked: Exclude<Walked, { kind: 'answered' }>,
): { code: ErrorCode; message: string } {
  switch (walked.kind) {
    case 'barred':
      return { code: BARRED[walked.why].code, message: BARRED[walked.why].message(route) };
    case 'refused':
      return { code: codeOf(walked.fault.failure), message: messageOf(walked.fault) };
    case 'below-floor':
      return { code: 'tier-floor', message: `nothing at tier ${route.floor} or better answers \`${route.name}\` now` };
    case 'gone':
      return { code: 'caller-left', message: 'the caller left' };
  }
}

const BARRED: Readonly<Record<Barred, { readonly code: ErrorCode; message(route: Route): string }>> = {
  'outside-residency': {
    code: 'residency-fence',
    message: ({ name, residency }) => `no rung of this cell processes \`${name}\` within ${residency.join(', ')}`,
  },
  'lacks-control': {
    code: 'controls-unmet',
    message: ({ name, controls = [] }) =>
      `no rung of this cell that may answer \`${name}\` declares ${controls.join(', ')}`,
  },
  'lacks-tools': unable('calls tools'),
  'lacks-json': unable('keeps to JSON'),
  'lacks-images': unable('sees images'),
};

/** For the request to change, or the ladder: to come again is of no use. */
function unable(ability: string) {
  const message = ({ name }: Route) => `no rung of this cell that may answer \`${name}\` declares that it ${ability}`;
  return { code: 'abilities-unmet' as const, message };
}

function codeOf(failure: Failure): ErrorCode {
  if (failure === 'context-length') return 'context_length_exceeded';
  return failure === 'content-filter' ? 'content_filter' : 'request-rejected';
}

function messageOf({ failure, message }: Fault): string {
  if (message !== undefined) return message;
  if (failure === 'context-length') return 'the request is longer than the model takes';
  return failure === 'content-filter' ? 'a content filter refuses the request' : 'the model does not take the request';
}
