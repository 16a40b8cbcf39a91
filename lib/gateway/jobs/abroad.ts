import { advance } from './advance';
import { type Look, standsAbroad } from './look';
import { type JobPlace, ownProgress } from './place';
import { progressFacet } from './rows';
import { adopt, isSaid } from './steps';

/**
 * A job that is to outlive a cloud stands in the ledgers of both, which hear of each other only what cells tell them. So
 * who is about to act on it asks there too, and who ends it says so there: as between the replicas of an eventual ledger,
 * and with the same fixed order for who reads.
 */

/** Says in this cloud's ledger how a job ended, where only the other one knew. */
export async function bringHome(place: JobPlace, look: Look): Promise<void> {
  if (look.over === undefined || !standsAbroad(look)) return;
  const mine = look.progress.find(({ facet }) => facet === progressFacet(ownProgress(place)))?.body;
  if (mine === undefined || !isSaid(mine, look.over.body.outcome)) await advance(place, look.id, adopt(look.over.body));
}

/** Says in the other cloud's ledger how a job ended. What cannot be said now that cloud finds out, or answers anew. */
export async function tellAbroad(place: JobPlace, look: Look): Promise<void> {
  const { otherCloud } = place;
  if (otherCloud === undefined || look.over === undefined || !standsAbroad(look)) return;
  const there: JobPlace = { ...place, ledger: otherCloud, mirrors: [] };
  await advance(there, look.id, adopt(look.over.body)).catch(() => undefined);
}
