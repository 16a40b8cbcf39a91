import type { Answer, Location, Zone } from './model';

export interface Question {
  /** Lower case, without a trailing dot. */
  readonly name: string;
  readonly type: string;
  readonly from: Location;
}

/** The record that Route 53 would answer with; undefined where the zone has none of that name and type. */
export function answer(zone: Zone, question: Question, isHealthy: (checkId: string) => boolean): Answer | undefined {
  throw new Error(`not yet: ${zone.records.length} ${question.name} ${isHealthy.length}`);
}
