import type { ResourceRecordSet, Zone } from './model';

/** The record sets of one name and type, among which a routing policy chooses. */
export function recordsAt(zone: Zone, name: string, type: string): ResourceRecordSet[] {
  return zone.records.filter((record) => record.name === name && record.type === type);
}
