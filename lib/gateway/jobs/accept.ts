import { createHash } from 'node:crypto';
import { IDEMPOTENCY_SECONDS, type JobId, jobId, PAYLOADS_PREFIX } from '../../contract/job';
import type { Row } from './ledger';
import { type Look, lookAt } from './look';
import type { Payload } from './payloads';
import { consistencyOf, type JobPlace } from './place';
import { type Accepted, FACETS, type KeyClaim, lane, markOf, shardOf, type Watch } from './rows';
import { ensure, ensureIn, NotDurable } from './write';

export interface Offer {
  readonly accepted: Omit<Accepted, 'home' | 'acceptedAt' | 'request'>;
  /** The request's body. */
  readonly text: string;
  /** Says that two offers are one: the caller's own key, within whatever it is unique in. */
  readonly key?: string;
  /** With `durability: cloud`, what becomes of the job while the other cloud is down. */
  readonly otherCloudDown: 'refuse' | 'region';
}

export type Acceptance =
  | { readonly kind: 'accepted'; readonly look: Look; readonly isNew: boolean }
  /** The key stands for a job that asked something else. */
  | { readonly kind: 'other-request' };

/** The other cloud has to keep it too, and cannot be reached. */
export class OtherCloudDown extends Error {
  public override readonly name = 'OtherCloudDown';
}

/** Accepts a job once it is durable. Rejects where it could not be made so: then nobody was promised anything. */
export async function accept(place: JobPlace, offer: Offer): Promise<Acceptance> {
  if (offer.key === undefined) return durably(place, offer, jobId(place.cell, place.random()));
  const claim = await claimKey(place, offer.key, digestOf(offer));
  if (claim === 'other-request') return { kind: 'other-request' };
  const known = lookAt(claim, await place.ledger.read(claim));
  if (known === undefined) return durably(place, offer, claim);
  // Its first offer may have come to grief between two rows.
  if (known.over === undefined && known.watch === undefined) {
    await ensure(place.ledger, watchOf(place, claim, known.accepted.body.acceptedAt, known.accepted.expiresAt));
  }
  return { kind: 'accepted', look: known, isNew: false };
}

async function durably(place: JobPlace, offer: Offer, id: JobId): Promise<Acceptance> {
  const { cell, config, payloads, clock } = place;
  const acceptedAt = clock.now();
  const expiresAt = Math.ceil(acceptedAt / 1000) + config.times.keep;
  const kept = await payloads.keep(`${PAYLOADS_PREFIX}${id}/request`, offer.text);
  const rowsOf: RowsOf = (durability, request) => {
    const body = { ...offer.accepted, durability, home: cell, acceptedAt, request };
    const listed = { lane: lane('accepted', cell, shardOf(id)), mark: markOf(acceptedAt, id) };
    return [{ id, facet: FACETS.job, version: 1, body, listed, expiresAt }, watchOf(place, id, acceptedAt, expiresAt)];
  };
  const [accepted, watch] = (await keptAbroad(place, offer, kept, rowsOf)) ?? rowsOf('region', kept);
  const replicas = [place.ledger, ...place.mirrors];
  // A strong ledger has it in several Regions once one door has taken it; of an eventual one, two must.
  const doors = consistencyOf(place) === 'strong' ? 1 : Math.min(2, replicas.length);
  await ensureIn(replicas, doors, [watch, accepted]);
  return {
    kind: 'accepted',
    isNew: true,
    look: { id, accepted, watch, progress: [], over: undefined },
  };
}

type RowsOf = (durability: Accepted['durability'], request: Payload) => readonly [Row<Accepted>, Row<Watch>];

/**
 * The rows that the other cloud keeps too, with the text; undefined where the job is to outlive a Region alone. Asked
 * first: what it refuses is nowhere.
 */
async function keptAbroad(
  { otherCloud, payloads }: JobPlace,
  offer: Offer,
  kept: Payload,
  rowsOf: RowsOf,
): Promise<ReturnType<RowsOf> | undefined> {
  if (offer.accepted.durability === 'region') return undefined;
  try {
    if (otherCloud === undefined) throw new NotDurable('there is no other cloud');
    const rows = rowsOf('cloud', await payloads.keepAbroad(kept, offer.text));
    await ensureIn([otherCloud], 1, rows);
    return rows;
  } catch {
    if (offer.otherCloudDown === 'region') return undefined;
    throw new OtherCloudDown('the other cloud cannot be reached');
  }
}

export function watchOf({ cell }: JobPlace, id: JobId, at: number, expiresAt: number): Row<Watch> {
  const listed = { lane: lane('open', cell, shardOf(id)), mark: markOf(at, id) };
  return { id, facet: FACETS.watch, version: 1, body: { keeper: cell, at }, listed, expiresAt };
}

/** The job that a key stands for: a new one, unless somebody used it within a day. */
async function claimKey(place: JobPlace, key: string, digest: string): Promise<JobId | 'other-request'> {
  const { ledger, cell, clock } = place;
  const now = clock.now();
  const until = now + IDEMPOTENCY_SECONDS * 1000;
  const id = `key_${sha256(key)}`;
  const claim: KeyClaim = { job: jobId(cell, place.random()), digest, until };
  const listed = { lane: lane('keys', cell, shardOf(id)), mark: markOf(now, id) };
  // Somebody else may come first, and a write may be carried out though it rejects: then what stands there decides.
  for (let round = 0; round < 3; round += 1) {
    const stands = (await ledger.read(id)).find(({ facet }) => facet === FACETS.key) as Row<KeyClaim> | undefined;
    if (stands !== undefined && stands.body.until > now) {
      return stands.body.digest === digest ? stands.body.job : 'other-request';
    }
    const version = (stands?.version ?? 0) + 1;
    const row: Row<KeyClaim> = {
      id,
      facet: FACETS.key,
      version,
      body: claim,
      listed,
      expiresAt: Math.ceil(until / 1000),
    };
    const write = stands === undefined ? ledger.insert(row) : ledger.replace(row);
    if (await write.catch(() => false)) return claim.job;
  }
  throw new NotDurable('the key could not be claimed');
}

function digestOf({ accepted, text }: Offer): string {
  const { deadline: _relativeToNow, ...asked } = accepted;
  return sha256(JSON.stringify([asked.route, asked.floor, asked.webhook, text]));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
