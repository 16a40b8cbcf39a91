import { refuseUnwritable } from '../command/out';
import type { Print } from '../command/print';
import { writeOut } from '../command/write-out';
import { InvalidConfiguration } from '../contract/problem';
import { readEstates } from '../estate/read-estates';
import { ofEstate } from './capacity/capacities';
import { type Drill, drill } from './drill';
import { type DrillArguments, type DrillSettings, settingsOf } from './options';
import { compare } from './report/compare';
import { htmlReport } from './report/html/page';
import { jsonReport } from './report/json';
import { listed } from './report/listed';
import { textReport } from './report/text';
import type { Survive } from './sweep/survival';
import type { System } from './system/system';
import { systemOf } from './system/system-of';

/**
 * `understudy drill`, from the folders to the report.
 *
 * @returns whether every objective is met
 * @throws InvalidConfiguration, UnreadableEstate with everything that is wrong; nothing is written then
 */
export function runDrill(
  paths: readonly string[],
  typed: DrillArguments,
  print: Print,
  onProgress?: (what: string | undefined) => void,
): boolean {
  const settings = settingsOf(typed, paths);
  refuseUnwritable({ option: '--report', path: typed.report, is: 'file' });
  const [read, other] = readEstates(
    typed.compare === undefined ? [paths] : [paths, typed.compare],
    typed.parameters ?? [],
  );
  const system = systemOf(read, settings);
  if (typed.list === true) {
    print(listed(system));
    return true;
  }
  const before = other && systemOf(other, settings);
  const found = drilled(system, beside(before, system, settings), onProgress);
  const changed = before && compare(drilled(before, beside(system, before, settings), onProgress), found);
  onProgress?.(undefined);
  const json = jsonReport(found, changed);
  if (typed.report !== undefined) writeOut(typed.report, htmlReport(json));
  print(typed.json === true ? JSON.stringify(json) : textReport(json, typed.report));
  return found.meets;
}

function drilled(system: System, settings: DrillSettings, onProgress: ((what: string) => void) | undefined): Drill {
  const found = drill(system, {
    ...settings,
    survive: settings.survive ?? intended(system),
    ...(onProgress && { onProgress }),
  });
  if ('problems' in found) throw new InvalidConfiguration(found.problems);
  return found;
}

function beside(other: System | undefined, system: System, settings: DrillSettings): DrillSettings {
  return other === undefined ? settings : { ...settings, capacities: ofEstate(system, other, settings.capacities) };
}

/** What the constructs say, else that any one cell may be lost where there are two. */
function intended({ fleet, cells }: System): readonly Survive[] {
  if (fleet !== undefined) return fleet.objectives.survive;
  return cells.length > 1 ? ['any-cell'] : [];
}
