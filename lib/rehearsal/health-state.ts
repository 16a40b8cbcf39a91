import { type CellId, type Cloud, parseCellId } from '../contract/cell';
import type { CellState, Verdict } from '../contract/cell-state';
import { ladderOf, type Rung, type Tier } from '../contract/ladder';
import type { Clock } from '../drill/clock';
import type { Behaviour } from './stubs/behaviour';

/** Seconds of service time between two rounds, as the prober that will do this in a deployed cell. */
export const PERIOD_SECONDS = 60;

const BAD_ROUNDS = 3;
const GOOD_ROUNDS = 5;
/** Route 53 fails back faster than it fails over, so a verdict that turned stays for a while. */
const DWELL_SECONDS = 300;

/** A verdict that three bad rounds turn, and five good ones after the dwell turn back; unknown rounds count for nothing. */
class Turning {
  private value: 'good' | 'bad' = 'good';
  private streak = 0;
  private turnedAt = Number.NEGATIVE_INFINITY;

  public after(round: Verdict, now: number): Verdict {
    if (round === 'unknown') return 'unknown';
    this.streak = round === this.value ? 0 : this.streak + 1;
    const enough = this.value === 'good' ? BAD_ROUNDS : GOOD_ROUNDS;
    const dwelt = this.value === 'good' || now - this.turnedAt >= DWELL_SECONDS;
    if (this.streak >= enough && dwelt) {
      this.value = round;
      this.streak = 0;
      this.turnedAt = now;
    }
    return this.value;
  }
}

/** What of a cell the prober would find out, from how its stubs behave. */
export class HealthRounds {
  private readonly serving = new Turning();
  private readonly preferred = new Turning();
  private readonly rungs: readonly Rung[];
  private readonly cloud: Cloud | undefined;

  /** @param loosestFloor the numerically largest floor of the routes */
  public constructor(
    private readonly cell: CellId,
    ladder: readonly Rung[],
    private readonly loosestFloor: Tier,
    private readonly now: Clock,
  ) {
    this.rungs = ladderOf(cell, ladder);
    this.cloud = parseCellId(cell)?.cloud;
  }

  /** One round over every rung. */
  public round(behaviourOf: (rung: string) => Behaviour, at: Date, periodSeconds: number): CellState {
    const rounds = this.rungs.map((rung) => ({ rung, verdict: this.verdictOf(rung, behaviourOf(rung.name)) }));
    const good = rounds.filter(({ verdict }) => verdict === 'good').map(({ rung }) => rung.tier);
    const first = this.rungs[0]?.tier;
    const anyOf = (some: typeof rounds): Verdict =>
      some.some(({ verdict }) => verdict === 'good')
        ? 'good'
        : some.some(({ verdict }) => verdict === 'unknown')
          ? 'unknown'
          : 'bad';
    return {
      version: 1,
      cell: this.cell,
      at: at.toISOString(),
      periodSeconds,
      serving: this.serving.after(anyOf(rounds.filter(({ rung }) => rung.tier <= this.loosestFloor)), this.now()),
      preferred: this.preferred.after(anyOf(rounds.filter(({ rung }) => rung.tier === first)), this.now()),
      servingTier: good.length === 0 ? null : (Math.min(...good) as Tier),
      evidence: rounds.map(({ rung, verdict }) => `${rung.name}: ${verdict} (stub: ${behaviourOf(rung.name)})`),
      writer: 'rehearsal',
    };
  }

  private verdictOf(rung: Rung, behaviour: Behaviour): Verdict {
    if (this.cloud && rung.on[this.cloud]?.kind === 'deterministic') return 'good';
    // A round refused for load says nothing about the model.
    if (behaviour === 'throttle') return 'unknown';
    return behaviour === 'ok' ? 'good' : 'bad';
  }
}
