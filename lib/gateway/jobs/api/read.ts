import { homeOf, type JobId } from '../../../contract/job';
import { jsonResponse } from '../../exchange';
import type { Gateway } from '../../gateway';
import type { Handled } from '../../handled';
import { headersOf } from '../../served-by';
import type { Jobs } from '../jobs';
import { type Look, lookAt, withAbroad } from '../look';
import type { JobPlace } from '../place';
import { unknownJob } from './refusals';
import { statusUrl, viewOf } from './view';

/** Who asks again sooner learns nothing new. */
const ASK_AGAIN_SECONDS = 5;

/** `GET /v1/jobs/{id}` */
export async function readJob(gateway: Gateway, { place }: Jobs, id: JobId): Promise<Handled> {
  const { cell } = gateway;
  const look = await lookFor(place, id);
  if (look === undefined) return elsewhere(gateway, place, id);
  const view = viewOf(look, place.clock.now());
  const outcome = look.over?.body.outcome;
  const body =
    outcome?.kind === 'done'
      ? { ...view, result: JSON.parse(await place.payloads.text(outcome.answer)) as unknown }
      : view;
  const headers = {
    ...headersOf({ ...view.served_by, cell }),
    ...(outcome === undefined && { 'retry-after': String(ASK_AGAIN_SECONDS) }),
  };
  return { response: jsonResponse(body, 200, headers), note: { route: view.route } };
}

/** Where this cloud's ledger does not know it, or not yet how it ended, the other one's may. */
async function lookFor(place: JobPlace, id: JobId): Promise<Look | undefined> {
  const { ledger, otherCloud } = place;
  const rows = await ledger.read(id);
  const own = lookAt(id, rows);
  if (own?.over !== undefined || otherCloud === undefined) return own;
  return own === undefined ? lookAt(id, await otherCloud.read(id).catch(() => [])) : withAbroad(place, id, rows);
}

/** A job whose home this cell's ledger does not hold may be known there. */
function elsewhere(gateway: Gateway, { config, cell }: JobPlace, id: JobId): Handled {
  const home = config.cells.find((each) => each.id === homeOf(id));
  const unknown = unknownJob(gateway, id);
  if (home === undefined || home.id === cell) return unknown;
  const { response, note } = unknown;
  const headers = { ...response.headers, location: home.url + statusUrl(id) };
  return { response: { ...response, status: 307, headers }, note };
}
