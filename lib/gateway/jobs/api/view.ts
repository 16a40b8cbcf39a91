import { PATHS } from '../../../contract/http';
import type { JobView } from '../../../contract/job';
import { type Look, stateOf, sumOf } from '../look';

const inSeconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

/** A job as a caller sees it, without its answer's text. */
export function viewOf(look: Look, now: number): JobView {
  const { accepted, over, id } = look;
  const { body } = accepted;
  const outcome = over?.body.outcome;
  return {
    id,
    object: 'job',
    state: stateOf(look, now),
    route: body.route,
    created: inSeconds(body.acceptedAt),
    deadline: inSeconds(body.deadline),
    ...(outcome && { finished: inSeconds(outcome.at) }),
    home: body.home,
    status_url: statusUrl(id),
    durability: body.durability,
    attempts: sumOf(look, 'attempts'),
    ...(outcome?.kind === 'done' && { tier: outcome.servedBy.tier, served_by: outcome.servedBy }),
    ...(outcome?.kind === 'dead' && { error: { code: outcome.code, message: outcome.message } }),
  };
}

export function statusUrl(id: string): string {
  return `${PATHS.jobs}/${id}`;
}
