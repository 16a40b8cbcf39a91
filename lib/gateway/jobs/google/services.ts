import { ENVIRONMENT } from '../../../contract/environment';
import type { Clock } from '../../clock';
import { accessTokens } from '../../platform/google/access-tokens';
import { gcsBucket } from '../../platform/google/gcs-bucket';
import { GoogleApi } from '../../platform/google/google-api';
import { metadataHost } from '../../platform/platform-of';
import type { Environment } from '../../settings';
import { neighbours } from '../neighbours';
import type { JobServicesPlace, OwnServices } from '../services';
import { firestoreLedger } from './firestore-ledger';
import { pubSubQueue } from './pubsub-queue';

/** A text of a job is megabytes at most, and may go to another region. */
export const OBJECT_MILLISECONDS = 5000;

/** The database, the topic and the buckets. Nothing is loaded and nobody is asked before their first use. */
export function googleServices(
  { cell, region, config, ledger, queue, deadLetters }: JobServicesPlace,
  environment: Environment,
  clock: Clock,
): OwnServices {
  const token = accessTokens(metadataHost(environment), clock);
  const firestore = new GoogleApi(firestoreUrl(environment), token);
  // The cell's own region's: its topic never leaves it, and no other region need be well for it.
  const pubSub = new GoogleApi(
    environment[ENVIRONMENT.googlePubSubUrl] ?? `https://${region}-pubsub.googleapis.com`,
    token,
  );
  const storage = new GoogleApi(storageUrl(environment), token);
  return {
    ledger: firestoreLedger(firestore, ledger, clock),
    // Whatever region it is asked from, it is one.
    mirrors: [],
    queue: pubSubQueue({ api: pubSub, topic: queue, deadLetterTopic: deadLetters, clock }),
    stores: new Map(
      neighbours(config.cells, cell).map(({ id, bucket }) => [id, gcsBucket(storage, bucket, OBJECT_MILLISECONDS)]),
    ),
  };
}

export function firestoreUrl(environment: Environment): string {
  return environment[ENVIRONMENT.googleFirestoreUrl] ?? 'https://firestore.googleapis.com';
}

export function storageUrl(environment: Environment): string {
  return environment[ENVIRONMENT.googleStorageUrl] ?? 'https://storage.googleapis.com';
}
