import type { JobId, JobView } from '../../../contract/job';
import { mistaken } from '../../chat/body';
import { type Mistake, wrongValue } from '../../chat/mistake';
import { jsonResponse } from '../../exchange';
import type { Gateway } from '../../gateway';
import type { Handled, Incoming } from '../../handled';
import { headersOf } from '../../served-by';
import type { Jobs } from '../jobs';
import { lookAt } from '../look';
import { lane, SHARDS } from '../rows';
import { viewOf } from './view';

const DEFAULT_LIMIT = 20;
const LARGEST_LIMIT = 100;

/** `GET /v1/jobs`: all cells' jobs, the newest first. `after` is the cursor that the page before gave as `last`. */
export async function listJobs(gateway: Gateway, { place }: Jobs, { request }: Incoming): Promise<Handled> {
  const limit = request.query('limit') ?? String(DEFAULT_LIMIT);
  const after = request.query('after');
  const mistakes: Mistake[] = [];
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > LARGEST_LIMIT) {
    mistakes.push(wrongValue('limit', `a whole number from 1 to ${LARGEST_LIMIT}`));
  }
  if (after !== undefined && !/^\d{14}_job_[a-z0-9._-]{1,100}$/.test(after)) {
    mistakes.push(wrongValue('after', 'what the page before gave as `last`'));
  }
  if (mistakes.length > 0) return mistaken(gateway, mistakes);

  const { ledger, config, clock } = place;
  const options = { before: after, limit: Number(limit) + 1, newestFirst: true };
  const lanes = config.cells.flatMap(({ id }) => SHARDS.map((shard) => lane('accepted', id, shard)));
  const listed = (await Promise.all(lanes.map((each) => ledger.list(each, options)))).flat();
  const newest = listed.sort((a, b) => (a.mark > b.mark ? -1 : 1));
  const page = newest.slice(0, Number(limit));
  const looks = await Promise.all(page.map(async ({ id }) => lookAt(id as JobId, await ledger.read(id))));
  const data: JobView[] = looks.filter((look) => look !== undefined).map((look) => viewOf(look, clock.now()));
  const last = page.at(-1)?.mark;
  const body = { object: 'list', data, has_more: newest.length > page.length, ...(last !== undefined && { last }) };
  return { response: jsonResponse(body, 200, headersOf({ cell: gateway.cell })), note: {} };
}
