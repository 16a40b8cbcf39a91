import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STATE_OBJECTS } from '../contract/environment';
import { ladderOf } from '../contract/ladder';
import { BAKED, type ServingConfig } from '../contract/serving-config';
import { systemClock } from './clock';
import type { Gateway } from './gateway';
import { Health } from './health/health';
import { stateReader } from './health/state-reader';
import { KeyRing } from './keys/key-ring';
import { digestsSource, proberDigest } from './keys/source-of';
import { DisabledRungs } from './ladder/disabled-rungs';
import { RetryBudget } from './ladder/retry-budget';
import { stepsOf } from './ladder/steps';
import { lazy } from './lazy';
import { Admission } from './load/admission';
import { ByteBudget } from './load/byte-budget';
import type { Observer } from './observe/observer';
import { platformOf } from './platform/platform-of';
import { ProberKey } from './probe/prober-key';
import { providerOf } from './providers/provider-of';
import type { Corpus } from './respond/corpus';
import { type Responder, responderOf } from './respond/responder';
import type { Settings } from './settings';

/** Puts a real gateway together: from its environment and the files that were baked beside its bundle. */
export function assemble(settings: Settings, bakedDirectory: string, observer: Observer): Gateway {
  const { cell, place, keys, stateBucket } = settings;
  const baked = (file: string) => JSON.parse(readFileSync(join(bakedDirectory, file), 'utf8'));
  const config: ServingConfig = baked(BAKED.config);
  const responder = lazy(() => responderOf(baked(BAKED.corpus) as Corpus));
  const platform = platformOf(place, process.env, systemClock);
  const around = {
    platform,
    environment: process.env,
    respond: ((question, metadata) => responder()(question, metadata)) as Responder,
    clock: systemClock,
  };
  const state = stateBucket === undefined ? undefined : platform.bucket(stateBucket);
  const fetchState = async () => state?.get(STATE_OBJECTS.health(cell));
  const rungs = ladderOf(cell, config.ladder).map(({ name }) => name);
  const disabled = state && new DisabledRungs(rungs, (key) => state.get(key), systemClock, observer.ladder);
  return {
    cell,
    config,
    steps: stepsOf(
      cell,
      config.ladder,
      (rung, source) => providerOf(rung, source, around),
      { clock: systemClock, random: Math.random, observe: observer.ladder },
      disabled && ((rung) => disabled.has(rung)),
    ),
    retries: new RetryBudget(),
    admission: new Admission(systemClock),
    bytes: new ByteBudget(),
    keys: new KeyRing(digestsSource(keys, platform), systemClock),
    prober: state && new ProberKey(proberDigest(state), systemClock),
    health: new Health(cell, stateReader(cell, fetchState, systemClock), systemClock),
    clock: systemClock,
    log: observer.request,
    newId: randomUUID,
  };
}
