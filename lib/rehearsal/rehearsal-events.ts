import type { ScenarioEvent } from '../drill/scenario/scenario';
import type { HealthChange } from './probes/prober';

/** What a rehearsal tells while it runs. */
export interface RehearsalEvents {
  readonly onEvent: (event: ScenarioEvent) => void;
  readonly onHealth: (change: HealthChange) => void;
  readonly onTrouble: (message: string) => void;
  /** What people did that is no event of the scenario. */
  readonly onNote?: (text: string) => void;
}
