import { randomUUID } from 'node:crypto';
import { STATE_OBJECTS } from '../contract/environment';
import { assembleJobs } from './assemble-jobs';
import { assembleLadder } from './assemble-ladder';
import { systemClock } from './clock';
import type { Gateway } from './gateway';
import { Health } from './health/health';
import { stateReader } from './health/state-reader';
import { KeyRing } from './keys/key-ring';
import { digestsSource, proberDigest } from './keys/source-of';
import { Admission } from './load/admission';
import { ByteBudget } from './load/byte-budget';
import type { Observer } from './observe/observer';
import { ProberKey } from './probe/prober-key';
import type { Settings } from './settings';

/** Puts a real gateway together: from its environment and the files that were baked beside its bundle. */
export function assemble(settings: Settings, bakedDirectory: string, observer: Observer): Gateway {
  const { cell, keys } = settings;
  const { config, platform, state, steps, retries } = assembleLadder(settings, bakedDirectory, observer.ladder);
  const fetchState = async () => state?.get(STATE_OBJECTS.health(cell));
  const jobs = assembleJobs(settings, config, systemClock);
  return {
    cell,
    config,
    steps,
    retries,
    admission: new Admission(systemClock),
    bytes: new ByteBudget(),
    keys: new KeyRing(digestsSource(keys, platform), systemClock),
    prober: state && new ProberKey(proberDigest(state), systemClock),
    health: new Health(cell, stateReader(cell, fetchState, systemClock), systemClock),
    ...(jobs && { jobs: { place: jobs.place, queue: jobs.queue, observe: observer.job } }),
    clock: systemClock,
    log: observer.request,
    newId: randomUUID,
  };
}
