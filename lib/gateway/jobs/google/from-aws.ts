import { ENVIRONMENT } from '../../../contract/environment';
import { federatedTokens } from '../../platform/google/federated-tokens';
import { gcsBucket } from '../../platform/google/gcs-bucket';
import { GoogleApi } from '../../platform/google/google-api';
import { cellsOn } from '../neighbours';
import type { Abroad, OtherCloud } from '../other-cloud';
import { firestoreLedger } from './firestore-ledger';
import { firestoreUrl, OBJECT_MILLISECONDS, storageUrl } from './services';

/** The database and the buckets of Google's cells, for a cell on AWS: as a service account that takes its role's word. */
export function firestoreFromAws({ region, config, ledger, role, audience, environment, clock }: Abroad): OtherCloud {
  const url = environment[ENVIRONMENT.googleExchangeUrl];
  const token = federatedTokens({ provider: audience, account: role, region, url }, clock);
  const storage = new GoogleApi(storageUrl(environment), token);
  return {
    ledger: firestoreLedger(new GoogleApi(firestoreUrl(environment), token), ledger, clock),
    stores: new Map(
      cellsOn('google', config.cells).map(({ id, bucket }) => [id, gcsBucket(storage, bucket, OBJECT_MILLISECONDS)]),
    ),
  };
}
