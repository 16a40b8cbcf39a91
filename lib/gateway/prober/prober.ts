import type { CellId } from '../../contract/cell';
import type { CellState, RungQuality } from '../../contract/cell-state';
import type { Tier } from '../../contract/ladder';
import type { ServingConfig } from '../../contract/serving-config';
import { TURNING } from '../../contract/turning';
import type { Clock } from '../clock';
import type { Bucket } from '../platform/platform';
import type { InquiryParts } from './inquiry';
import { OwnKey } from './own-key';
import { type ProbePlan, probePlan } from './plan';
import { type ModelRound, modelRound, type Round, servingRound } from './rounds';
import { StateKeeper } from './state-keeper';

export interface ProberParts extends InquiryParts {
  readonly cell: CellId;
  readonly config: ServingConfig;
  readonly bucket: Bucket;
  readonly clock: Clock;
  readonly observe: ProberObserver;
}

/** Who watches the prober. Is told; never asked, never waited for. */
export interface ProberObserver {
  round(path: 'serving' | 'preferred', state: CellState, written: boolean): void;
  /** Once a period, when all of its rounds are through. */
  period(report: PeriodReport): void;
}

export interface PeriodReport {
  /** The rounds that asked whether the cell serves. */
  readonly serving: readonly Round[];
  readonly models: ModelRound;
}

/** Finds out how its cell is, and says so in the cell's bucket. The only thing that calls a model for health. */
export class Prober {
  private readonly key: OwnKey;
  private readonly keeper: StateKeeper;
  private readonly plan: ProbePlan;
  private models: ModelRound = { preferred: 'unknown', quality: [], evidence: ['no model was asked yet'] };
  private serving: Round = { verdict: 'unknown', why: [], evidence: 'serving: unknown: nobody has asked yet' };

  public constructor(private readonly parts: ProberParts) {
    this.key = new OwnKey(parts.bucket);
    this.keeper = new StateKeeper(parts.cell, parts.bucket, parts.clock);
    this.plan = probePlan(parts.cell, parts.config);
  }

  /** One period: four rounds, evenly apart, whether the cell serves, and one of the models beside the first. */
  public async period(periodSeconds: number): Promise<void> {
    const { clock, observe } = this.parts;
    const apart = (periodSeconds * 1000) / TURNING.servingRounds;
    const since = clock.now();
    const models = this.modelRound(periodSeconds);
    const serving: Round[] = [];
    for (let round = 0; round < TURNING.servingRounds; round++) {
      await this.until(since + round * apart);
      serving.push(await this.servingRound(periodSeconds));
    }
    observe.period({ serving, models: await models });
  }

  private async servingRound(periodSeconds: number): Promise<Round> {
    await this.key.tell();
    this.serving = await servingRound(this.parts, this.plan, this.key.text);
    if (this.serving.why.includes('invalid_api_key')) this.key.refused();
    await this.keep('serving', this.serving.verdict, periodSeconds);
    return this.serving;
  }

  private async modelRound(periodSeconds: number): Promise<ModelRound> {
    await this.key.tell();
    this.models = await modelRound(this.parts, this.plan, this.key.text);
    await this.keep('preferred', this.models.preferred, periodSeconds);
    return this.models;
  }

  private async keep(path: 'serving' | 'preferred', verdict: Round['verdict'], periodSeconds: number): Promise<void> {
    const { quality, evidence } = this.models;
    const told = { quality, evidence: [this.serving.evidence, ...evidence], servingTier: servingTier(quality) };
    const { state, written } = await this.keeper.round(path, verdict, told, periodSeconds);
    this.parts.observe.round(path, state, written);
  }

  private until(time: number): Promise<void> {
    const { clock } = this.parts;
    const left = time - clock.now();
    return left <= 0 ? Promise.resolve() : new Promise((resolve) => clock.after(left, resolve));
  }
}

/** The best tier of which a rung is as it should be. */
function servingTier(quality: readonly RungQuality[]): Tier | null {
  const bad = new Set(quality.filter(({ verdict }) => verdict !== 'good').map(({ rung }) => rung));
  const good = quality.filter(({ rung }) => !bad.has(rung)).map(({ tier }) => tier);
  return good.length === 0 ? null : (Math.min(...good) as Tier);
}
