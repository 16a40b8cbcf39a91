import { EVACUATION, switchName } from '../../contract/evacuation';
import type { JobCell } from '../../contract/job';
import type { Clock } from '../clock';
import { Refreshed } from '../refreshed';

const REFRESH_MILLISECONDS = 30_000;
const TRUST_MILLISECONDS = 60_000;
/** How long what was answered holds while nobody answers: as long as the switch's own answer does. */
const HOLD_MILLISECONDS = 600_000;
const TIMEOUT_MILLISECONDS = 3000;
const LARGEST_ANSWER = 5120;

/** The body of what a URL answers with 200; rejects where it cannot be had. */
export type FetchText = (url: string) => Promise<string>;

/**
 * Has traffic been led away from a cell? By the very answer that Route 53 goes by: whatever else is answered leaves the
 * cell in, and so does nothing at all. One question that fails is no answer, though: it takes many to move Route 53.
 */
export function evacuatedBy(
  cell: JobCell | undefined,
  clock: Clock,
  fetchText: FetchText = overHttp,
): () => Promise<boolean> {
  if (cell?.switchUrl === undefined) return async () => false;
  const { id, switchUrl } = cell;
  let answeredAt = Number.NEGATIVE_INFINITY;
  const said = new Refreshed(
    async () => {
      const text = await fetchText(switchUrl);
      answeredAt = clock.now();
      return text.slice(0, LARGEST_ANSWER).includes(EVACUATION.searchString(switchName(id)));
    },
    { clock, refreshAfter: REFRESH_MILLISECONDS, waitAfter: TRUST_MILLISECONDS },
  );
  return async () => {
    const isLeft = (await said.get()) ?? false;
    return isLeft && clock.now() - answeredAt <= HOLD_MILLISECONDS;
  };
}

async function overHttp(url: string): Promise<string> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });
  return answer.status === 200 ? answer.text() : '';
}
