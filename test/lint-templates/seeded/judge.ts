import type { Finding, Tool } from '../finding';
import { caught, DEFECTS, type Defect } from './defects';

/** What one tool said before and after the defects were put in. */
export interface Looked {
  readonly tool: Tool;
  readonly clean: readonly Finding[];
  readonly spoilt: readonly Finding[];
}

/** Who caught one defect. */
export interface Seeded {
  readonly what: string;
  readonly verdict: 'caught' | 'missed' | 'not run';
  /** `checkov CKV_AWS_63`: tools that caught it. */
  readonly by: readonly string[];
  /** Tools that should have. */
  readonly missed: readonly string[];
  /** Tools that should, and did not run here. */
  readonly absent: readonly string[];
}

/**
 * @param places the name of the resource that each defect spoilt
 * @param looked the tools that ran; a defect of which none ran is not caught, and says so
 */
export function judgeSeeded(
  places: ReadonlyMap<string, string>,
  looked: readonly Looked[],
  defects: readonly Defect[] = DEFECTS,
): Seeded[] {
  return defects.map(({ what, caughtBy }) => {
    const place = places.get(what);
    const wanted = Object.entries(caughtBy).map(([tool, rule]) => {
      const ran = looked.find((one) => one.tool === tool);
      return { name: `${tool} ${rule}`, ran, found: ran && place && caught(place, rule, ran.clean, ran.spoilt) };
    });
    const named = (which: (one: (typeof wanted)[number]) => boolean) => wanted.filter(which).map(({ name }) => name);
    const missed = named(({ ran, found }) => ran !== undefined && !found);
    const by = named(({ found }) => found === true);
    const verdict = missed.length > 0 ? 'missed' : by.length > 0 ? 'caught' : 'not run';
    return { what, verdict, by, missed, absent: named(({ ran }) => ran === undefined) };
  });
}

/** A line for each defect. */
export function seededTable(seeded: readonly Seeded[]): string {
  const lines = seeded.map(({ what, verdict, by, missed, absent }) => {
    const parts = [
      by.length > 0 ? `by ${by.join(', ')}` : '',
      missed.length > 0 ? `MISSED by ${missed.join(', ')}` : '',
      absent.length > 0 ? `not run: ${absent.join(', ')}` : '',
    ];
    return `${verdict.padEnd(8)}${what}: ${parts.filter(Boolean).join('; ')}`;
  });
  return ['Defects put in on purpose, all at once:', ...lines].join('\n');
}
