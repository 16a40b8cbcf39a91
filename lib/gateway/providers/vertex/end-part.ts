import type { FinishReason, Part, Usage } from '../../ladder/provider';
import { known } from '../known';

/** The last part, by the publisher's word for why the answer ended: without one its end was an accident. */
export function endPart(
  finished: string | undefined,
  reasons: Readonly<Record<string, FinishReason>>,
  usage: Usage | undefined,
): Part {
  if (finished === undefined) return { kind: 'fault', failure: 'truncated' };
  const finishReason = known(reasons, finished);
  return finishReason === undefined ? { kind: 'fault', failure: 'garbled' } : { kind: 'end', finishReason, usage };
}
