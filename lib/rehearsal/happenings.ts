import type { ScenarioEvent } from '../drill/scenario/scenario';
import { applyEvent, describeEvent, killed } from './faults';
import type { RunningFleet } from './fleet';
import type { Settings } from './options';
import type { RehearsalEvents } from './rehearsal-events';
import { OVERLAP_SECONDS, type RotatingKey } from './rotating-key';
import type { ServiceTime } from './time';

/** What happens to the fleet, by the scenario or by hand, and when it did. */
export class Happenings {
  public readonly told: { readonly event: string; readonly atSeconds: number }[] = [];
  public readonly kills: { readonly target: string; readonly atSeconds: number }[] = [];
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly cancels: (() => void)[] = [];

  /** @param elapsed service seconds since the traffic's start */
  public constructor(
    private readonly fleet: RunningFleet,
    private readonly events: RehearsalEvents,
    private readonly elapsed: () => number,
  ) {}

  /** What the scenario says, from now on. */
  public schedule(
    { events, rotateKeyAtSeconds: rotate }: Settings,
    keys: RotatingKey,
    time: Pick<ServiceTime, 'after'>,
  ): void {
    const at = (seconds: number, act: () => void) => this.cancels.push(time.after(seconds, act));
    for (const moment of new Set(events.map(({ atSeconds }) => atSeconds))) {
      at(moment, () => void this.apply(events.filter(({ atSeconds }) => atSeconds === moment)));
    }
    if (rotate === undefined) return;
    at(rotate, () => {
      keys.rotate();
      this.events.onNote?.('a second key is valid; clients send it');
    });
    at(rotate + OVERLAP_SECONDS, () => {
      keys.revokeOld();
      this.events.onNote?.('the first key is revoked');
    });
  }

  /** What happens at one moment. */
  public async apply(happening: readonly ScenarioEvent[]): Promise<void> {
    const atSeconds = this.elapsed();
    this.kills.push(...killed(happening).map((target) => ({ target, atSeconds })));
    for (const event of happening) {
      this.told.push({ event: describeEvent(event), atSeconds });
      this.events.onEvent(event);
    }
    const applied = Promise.all(
      happening.map((event) =>
        applyEvent(event, this.fleet).catch((error: Error) => this.events.onTrouble(error.message)),
      ),
    );
    this.underWay.add(applied);
    await applied;
    this.underWay.delete(applied);
  }

  /** Nothing more happens; what is being brought back would come up after the end, and is waited for. */
  public async end(): Promise<void> {
    for (const cancel of this.cancels) cancel();
    await Promise.all(this.underWay);
  }
}
