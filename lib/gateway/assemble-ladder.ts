import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ladderOf } from '../contract/ladder';
import { BAKED, type ServingConfig } from '../contract/serving-config';
import { systemClock } from './clock';
import { DisabledRungs } from './ladder/disabled-rungs';
import { RetryBudget } from './ladder/retry-budget';
import { type Step, stepsOf } from './ladder/steps';
import { lazy } from './lazy';
import type { Observer } from './observe/observer';
import type { Bucket, Platform } from './platform/platform';
import { platformOf } from './platform/platform-of';
import { providerOf } from './providers/provider-of';
import type { Corpus } from './respond/corpus';
import { type Responder, responderOf } from './respond/responder';
import type { Settings } from './settings';

/** What asks the models, be it for a caller who waits or for a job. */
export interface LadderParts {
  readonly config: ServingConfig;
  readonly platform: Platform;
  /** The cell's bucket; undefined on a machine that has none. */
  readonly state: Bucket | undefined;
  /** The cell's ladder, best rung first. */
  readonly steps: readonly Step[];
  readonly retries: RetryBudget;
}

/** From the files that were baked beside the bundle. */
export function assembleLadder(
  { cell, place, stateBucket }: Pick<Settings, 'cell' | 'place' | 'stateBucket'>,
  bakedDirectory: string,
  observe: Observer['ladder'],
): LadderParts {
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
  const rungs = ladderOf(cell, config.ladder).map(({ name }) => name);
  const disabled = state && new DisabledRungs(rungs, (key) => state.get(key), systemClock, observe);
  const steps = stepsOf(
    cell,
    config.ladder,
    (rung, source) => providerOf(rung, source, around),
    { clock: systemClock, random: Math.random, observe },
    disabled && ((rung) => disabled.has(rung)),
  );
  return { config, platform, state, steps, retries: new RetryBudget() };
}
