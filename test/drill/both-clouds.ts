import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { type EstateZone, zonesOf } from '../../lib/drill/route53/zones';
import type { Estate } from '../../lib/estate/estate';
import { readEstate } from '../../lib/estate/read-estate';
import { GoogleFleet } from '../../lib/google/google-fleet';
import type { ServingDocument } from '../../lib/topology/serving-document';
import { declaration, fleetOf, topology } from '../aws/fleets';
import { GOOGLE } from '../google/fleets';

export const GOOGLE_REGIONS = ['europe-west4', 'europe-west1'];

const folders: string[] = [];
const known = new Map<string, ReturnType<typeof read>>();

/** For afterAll: the folders of `synthesizedFleet`. */
export function removeSynthesized(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/**
 * What a declaration becomes on AWS and, where it names Google, there too, read back as one estate of one zone; the
 * same one for the same declaration.
 */
export function synthesizedFleet(changes: Partial<ServingDocument>): { estate: Estate; zone: EstateZone } {
  const key = JSON.stringify(changes);
  const fleet = known.get(key) ?? read(changes);
  known.set(key, fleet);
  return fleet;
}

function read(changes: Partial<ServingDocument>): { estate: Estate; zone: EstateZone } {
  const estate = readEstate([fleetOf(changes).assembly.directory, ...(changes.google ? [google(changes)] : [])]);
  const [zone, ...others] = zonesOf(estate);
  if (zone === undefined || others.length > 0) throw new Error('not one zone');
  return { estate, zone };
}

const [frontier, ...others] = declaration().ladder;

/** Google cells beside the AWS ones, and a frontier model on both. */
export const BOTH_CLOUDS: Partial<ServingDocument> = {
  google: { ...GOOGLE, regions: GOOGLE_REGIONS },
  ladder: [{ ...frontier, google: { vertex: { model: 'gemini-2.5-pro', location: 'eu' } } }, ...others],
} as Partial<ServingDocument>;

function google(changes: Partial<ServingDocument>): string {
  const outdir = mkdtempSync(join(tmpdir(), 'understudy-drill-'));
  folders.push(outdir);
  const app = new App({ outdir });
  new GoogleFleet(app, 'Google', topology(changes));
  app.synth();
  return outdir;
}
