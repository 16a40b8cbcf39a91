import { webIdentity } from '../../platform/aws/web-identity';
import { identityTokens } from '../../platform/google/identity-tokens';
import { metadataHost } from '../../platform/platform-of';
import { throughDoors } from '../doors';
import { cellsOn } from '../neighbours';
import type { Abroad, OtherCloud } from '../other-cloud';
import { dynamoLedger } from './dynamo-ledger';
import { regionOf, storeOf, tableRegions } from './services';

/**
 * The table and the buckets of AWS's cells, for a cell on Google: as a role that takes its service account's word, which
 * each Region's own STS judges. The Regions are doors to one table: one that is down is not the whole cloud.
 */
export function dynamoFromGoogle({ cell, config, ledger, role, audience, environment, clock }: Abroad): OtherCloud {
  const token = identityTokens(metadataHost(environment), audience, clock, 'full');
  const session = cell.replace(':', '.');
  const identities = new Map<string, ReturnType<typeof webIdentity>>();
  const identityIn = (region: string) => {
    const known = identities.get(region) ?? webIdentity({ role, session, region, token }, clock);
    identities.set(region, known);
    return known;
  };
  const there = cellsOn('aws', config.cells);
  return {
    ledger: throughDoors(tableRegions(there).map((region) => dynamoLedger(ledger, region, identityIn(region)))),
    stores: new Map(there.map((each) => [each.id, storeOf(each, identityIn(regionOf(each)))])),
  };
}
