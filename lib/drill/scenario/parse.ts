import type { Problem } from '../../estate/problem';
import type { Ground, ScenarioEvent } from './scenario';

/** The arguments as they were typed. */
export interface ScenarioTexts {
  /** `aws:eu-west-1@10s` */
  readonly kill?: readonly string[];
  /** `aws:eu-west-1@60s` */
  readonly restore?: readonly string[];
  /** `WHAT=HOW@T`: `frontier=throttle@10s`, `aws:eu-west-1/frontier=garbage@10s-60s` */
  readonly fault?: readonly string[];
}

/** The events in the order of their times, and everything that is wrong. With a problem there is no event. */
export interface ParsedScenario {
  readonly events: readonly ScenarioEvent[];
  readonly problems: readonly Problem[];
}

export function parseScenario(texts: ScenarioTexts, ground: Ground): ParsedScenario {
  throw new Error(`not yet ${JSON.stringify(texts)} ${ground.cells.length}`);
}
