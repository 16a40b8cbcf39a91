import { inWords } from '../scenario/duration';
import { percent } from '../sweep/survival';
import { type Comparison, carriedText, changesText } from './compare';
import type { DrillReport, RouteReport, ScenarioReport, Seconds, SweepJson } from './json';
import { loadLines } from './load';

/** For a terminal: what was played, who was hit and for how long, what matters, and what is not known. */
export function textReport(report: DrillReport, written?: string): string {
  const { scenarios, beyond, untouching, sweep, unknowns, changed } = report;
  return [
    `${report.entries.join(', ') || 'no name that clients call'}: ${report.cells.length} cells (${report.cells.map(({ id }) => id).join(', ')})`,
    `clients beside ${report.clients.map(({ place, answeredBy }) => `${place} (${answeredBy.join(', ') || 'nobody answers'})`).join(', ')}`,
    `floor: tier ${report.floor}; recovery objective: ${report.recoverySeconds === null ? 'none' : inWords(report.recoverySeconds)}${demandText(report)}`,
    ...(scenarios.length === 0 ? [] : ['', 'Outages', ...scenarios.flatMap((one) => scenarioLines(one, 'MISSED'))]),
    ...(beyond.length === 0
      ? []
      : ['', 'Outages beyond what is to be survived', ...beyond.flatMap((one) => scenarioLines(one, 'beyond'))]),
    ...(untouching.length === 0
      ? []
      : [
          '',
          'Outages that touch nothing here',
          ...untouching.map(({ id, title, what }) => `  ${id.padEnd(20)} ${title}: ${what.join(', ')}`),
        ]),
    ...(sweep === undefined ? [] : sweepLines(sweep, report)),
    ...(changed === undefined
      ? []
      : [
          '',
          `Changed: ${changesText(changed)}`,
          ...changed.warnings.map((warning) => `  Note: ${warning}`),
          ...changed.scenarios.map(changeLine),
          ...Object.entries(changed.cutSets).flatMap(([tier, { added, removed }]) => [
            ...(added.length === 0 ? [] : [`  new cut sets of tier ${tier}: ${sets(added)}`]),
            ...(removed.length === 0 ? [] : [`  gone cut sets of tier ${tier}: ${sets(removed)}`]),
          ]),
        ]),
    ...(unknowns.length === 0 ? [] : ['', 'Not known, or assumed', ...unknowns.map((one) => `  ${one}`)]),
    '',
    endings[report.verdict],
    ...(written === undefined ? [] : [`The report is in ${written}.`]),
  ].join('\n');
}

function scenarioLines(scenario: ScenarioReport, otherwise: 'MISSED' | 'beyond'): string[] {
  const { id, title, moved, standing, routes, causes, untouched, verdict, runs } = scenario;
  const happened = standing === 'synthetic' ? '' : `it happened in ${moved?.from ?? ''}, and is `;
  const where = moved === undefined ? '' : ` (${happened}played in ${moved.to})`;
  const worst = [...routes].sort(
    (left, right) => (right.recovery.p95 ?? Number.POSITIVE_INFINITY) - (left.recovery.p95 ?? Number.POSITIVE_INFINITY),
  );
  return [
    `  ${verdict === 'met' ? MET : otherwise === 'beyond' ? otherwise : words[verdict]} ${id.padEnd(20)} ${title}${where}`,
    ...routeLines(worst, runs, otherwise === 'MISSED'),
    `         ${causes.join('; ')}`,
    ...loadLines(scenario).map((line) => `         ${line}`),
    ...(untouched.length === 0 ? [] : [`         touches nothing here: ${untouched.join(', ')}`]),
  ];
}

function changeLine({ id, title, before, after, change }: Comparison['scenarios'][number]): string {
  const failed = `${percent(before.failed)} of requests failed before, ${percent(after.failed)} now`;
  const recovery = `recovery ${seconds(before.recoverySeconds)} before, ${seconds(after.recoverySeconds)} now`;
  const [then, now] = [carriedText(before), carriedText(after)];
  const load =
    then === undefined && now === undefined
      ? ''
      : `; ${then === now ? `${then}, before and now` : `${then ?? NOTHING_CAME} before, ${now ?? NOTHING_CAME} now`}`;
  return `  ${change.padEnd(9)} ${id.padEnd(20)} ${title}: ${failed}; ${recovery}${load}`;
}

const NOTHING_CAME = 'it touched nothing';

const MET = 'ok    ';
const words = { met: MET, missed: 'MISSED', undecided: 'UNDECIDED' } as const;

const endings = {
  met: 'Every objective that was tried is met.',
  missed: 'An objective is missed.',
  undecided:
    'No objective is missed, but some are undecided, which is no pass: what would have to be known is said above.',
} as const;

function demandText({ requestsPerSecond, scenarios }: DrillReport): string {
  if (requestsPerSecond === undefined) return '';
  const shares = (scenarios[0]?.routes ?? []).flatMap(({ route, demandPercent }) =>
    demandPercent === undefined ? [] : [`${route} ${demandPercent} %`],
  );
  return `; demand: ${requestsPerSecond} requests a second${shares.length === 0 ? '' : ` (${shares.join(', ')})`}, to be carried by those that are left`;
}

/** Routes of which the same is to be said are said together. */
function routeLines(routes: readonly RouteReport[], runs: number, isJudged: boolean): string[] {
  const lines = new Map<string, string[]>();
  for (const { route, floor, recovery, worst, degraded, failed, byFailure, missed, failedRequests } of routes) {
    const hit =
      worst < 1e-9
        ? 'nobody below the floor'
        : `${percent(worst)} of the clients below the floor at the worst moment, ${percent(failed)} of all requests (${failures(byFailure)})`;
    const back = worst < 1e-9 ? '' : `; back after ${range(recovery)}, ${runs} runs`;
    const less = degraded < 1e-9 ? '' : `; ${percent(degraded)} at a lower tier`;
    const count = failedRequests === undefined ? '' : `; ${failedRequests} requests`;
    const text = `tier ${floor}: ${hit}${back}${less}${count}${missed === undefined || !isJudged ? '' : ` [${missed}]`}`;
    lines.set(text, [...(lines.get(text) ?? []), route]);
  }
  return [...lines].map(([text, names]) => `         ${names.join(', ')} at ${text}`);
}

function failures(byFailure: Readonly<Record<string, number>>): string {
  return Object.keys(byFailure).join(', ');
}

function range({ p5, median, p95 }: RouteReport['recovery']): string {
  if (median === null) return 'it was over';
  return p5 === p95 ? seconds(median) : `${seconds(median)} (${seconds(p5)} to ${seconds(p95)})`;
}

export function seconds(value: Seconds): string {
  return value === null ? 'never' : inWords(value);
}

const MOST = 12;

function sweepLines(sweep: SweepJson, report: DrillReport): string[] {
  const { survival, cutSets, importance, availability } = sweep;
  const lost = sweep.singles.filter(({ lost: share }) => share > 1e-9);
  return [
    '',
    `Sweep: ${sweep.scenarios} sets of up to ${sweep.order} of ${report.components.length} components, in ${(sweep.milliseconds / 1000).toFixed(2)} s`,
    ...survival.map(({ survive, tried, verdict, missed, undecided }) => {
      const some = (losses: typeof missed) =>
        losses.slice(0, 3).map(({ components, why }) => `${components.join(' + ')}: ${why}`);
      const lost = missed.length === 0 ? '' : `, ${missed.length} not survived: ${some(missed).join('; ')}`;
      const open = undecided.length === 0 ? '' : `, ${undecided.length} undecided: ${some(undecided).join('; ')}`;
      return `  ${words[verdict]} ${survive.padEnd(20)} ${tried} tried${lost}${open}`;
    }),
    `  single faults after which some clients are below tier ${report.floor}: ${lost.length === 0 ? 'none' : first(lost.map(({ component, lost: share }) => `${component} (${percent(share)})`))}`,
    '  minimal cut sets, the smallest sets of components whose loss leaves some client below the tier:',
    ...Object.entries(cutSets).map(
      ([tier, found]) =>
        `    of tier ${tier}: ${found.length === 0 ? 'none of this size' : `${found.length}: ${sets(found)}`}`,
    ),
    `  matters most: ${importance.length === 0 ? 'nothing of this size' : first(importance.map(({ component, alone, pairs }) => `${component} (${alone > 0 ? `alone ${percent(alone)}` : `in ${pairs} ${pairs === 1 ? 'pair' : 'pairs'}`})`))}`,
    ...Object.entries(availability.byTier)
      .filter(([tier]) => tier in cutSets)
      .map(
        ([tier, { least, most }]) =>
          `  expected at tier ${tier} or better, by promises: ${nines(least)} to ${nines(most)} %`,
      ),
    ...(availability.leftOut.length === 0
      ? []
      : [`  nobody promises anything of, and left out there: ${first(availability.leftOut)}`]),
  ];
}

function first(items: readonly string[]): string {
  const more = items.length - MOST;
  return `${items.slice(0, MOST).join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

function sets(found: readonly { readonly components: readonly string[] }[]): string {
  return first(found.map(({ components }) => components.join(' + '))).replaceAll(', ', '; ');
}

/** As many digits as it takes to see the last nine. */
export function nines(share: number): string {
  const down = 1 - share;
  const digits = down <= 0 ? 4 : Math.min(6, Math.max(1, Math.ceil(-Math.log10(down)) - 1));
  return (Math.floor(share * 100 * 10 ** digits) / 10 ** digits).toFixed(digits);
}
