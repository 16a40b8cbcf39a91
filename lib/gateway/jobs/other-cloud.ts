import type { CellId } from '../../contract/cell';
import { ENVIRONMENT } from '../../contract/environment';
import type { JobsConfig } from '../../contract/job';
import type { Clock } from '../clock';
import type { Environment, Place } from '../settings';
import { dynamoFromGoogle } from './aws/from-google';
import { firestoreFromAws } from './google/from-aws';
import { Guard } from './guard';
import type { Ledger } from './ledger';
import type { PayloadStore } from './payload-store';

/** Of the other cloud, for jobs that are to outlive this one. */
export interface OtherCloud {
  readonly ledger: Ledger;
  /** Of its cells. */
  readonly stores: ReadonlyMap<CellId, PayloadStore>;
}

/** As whom this cell comes to the other cloud, and to what. See `ENVIRONMENT`. */
export interface Abroad {
  readonly cell: CellId;
  readonly region: string;
  readonly config: JobsConfig;
  readonly ledger: string;
  readonly role: string;
  readonly audience: string;
  readonly environment: Environment;
  readonly clock: Clock;
}

/** Undefined where the environment does not say all of it: then there is no other cloud. */
export function otherCloud(
  cell: CellId,
  { cloud, region }: Place,
  config: JobsConfig,
  environment: Environment,
  clock: Clock,
): OtherCloud | undefined {
  const named = (name: 'jobsOtherLedger' | 'jobsOtherRole' | 'jobsOtherAudience') =>
    environment[ENVIRONMENT[name]] ?? '';
  const [ledger, role, audience] = [named('jobsOtherLedger'), named('jobsOtherRole'), named('jobsOtherAudience')];
  if (ledger === '' || role === '' || audience === '') return undefined;
  const abroad = { cell, region, config, ledger, role, audience, environment, clock };
  const found = cloud === 'aws' ? firestoreFromAws(abroad) : dynamoFromGoogle(abroad);
  const guard = new Guard(clock);
  return {
    ledger: guard.ledger(found.ledger),
    stores: new Map([...found.stores].map(([id, store]) => [id, guard.store(store)])),
  };
}
