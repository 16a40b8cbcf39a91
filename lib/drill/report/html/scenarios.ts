import type { Verdict } from '../../capacity/judge-load';
import { inWords } from '../../scenario/duration';
import type { DrillReport, RouteReport, ScenarioReport } from '../json';
import { loadLines } from '../load';
import { type Markup, markup } from './markup';
import { spanTable, timeline } from './timeline';
import { inTime, legend, percent, secondsText, verdict } from './words';

export function scenarioSection({ scenarios, beyond, untouching, recoverySeconds }: DrillReport): Markup {
  if (scenarios.length === 0 && beyond.length === 0 && untouching.length === 0) return markup``;
  return markup`<section aria-labelledby="outages"><h2 id="outages">Outages</h2>
<p>Each is played with other phases of health checks and resolvers every time; the picture shows the first. Its scale of time is logarithmic. Dotted: DNS answers otherwise.${recoverySeconds === null ? '' : markup` Red line: the recovery objective, ${inWords(recoverySeconds)}.`}</p>
${legend([1, 2, 3, 0])}
${scenarios.map((one) => scenarioDetails(one, recoverySeconds, verdict))}
${beyondSection(beyond, recoverySeconds)}
${
  untouching.length === 0
    ? ''
    : markup`<h3>Outages that touch nothing here</h3><ul>${untouching.map(({ id, title, what }) => markup`<li><strong>${id}</strong> ${title} <span class="soft">(${what.join(', ')})</span></li>`)}</ul>`
}</section>`;
}

function beyondSection(beyond: readonly ScenarioReport[], recoverySeconds: number | null): Markup {
  if (beyond.length === 0) return markup``;
  return markup`<h3 id="beyond">Beyond what is to be survived</h3>
<p>They take more than one of what may be lost. What they do is told; none of it misses an objective.</p>
${beyond.map((one) => scenarioDetails(one, recoverySeconds, inTime))}`;
}

/** @param standing says whether it was over in time, as a verdict or without one */
function scenarioDetails(
  scenario: ScenarioReport,
  recoverySeconds: number | null,
  standing: (found: Verdict) => Markup,
): Markup {
  const {
    id,
    title,
    verdict: found,
    moved,
    needed,
    assumed,
    source,
    standing: kind,
    causes,
    routes,
    untouched,
    runs,
    notes,
  } = scenario;
  // What is beyond is judged by nothing but its time, which nobody asks for.
  const shown = standing === verdict || routes.some(({ meets }) => !meets) ? found : 'met';
  return markup`<details${found === 'met' || standing !== verdict ? '' : markup` open`}><summary>${standing(shown)} <strong>${id}</strong> ${title} <span class="soft">${oneLine(routes)}</span></summary><div class="inside">
${timeline(scenario, recoverySeconds)}
<p>${causes.join('; ')}.</p>
${standing === verdict ? missedLines(routes) : ''}
${loadLines(scenario).map((line) => markup`<p>${line}.</p>`)}
${moved === undefined ? '' : markup`<p class="soft">${kind === 'synthetic' ? 'Played' : `It happened in ${moved.from}, and is played`} in ${moved.to}.</p>`}
<div class="wide" tabindex="0" role="region" aria-label="Routes in ${title}"><table><thead><tr>${['route', 'floor', standing === verdict ? 'objective' : 'in time', 'median', '5th to 95th percentile', 'at the worst moment', 'failed', 'at a lower tier'].map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead><tbody>${routes.map((one) => routeRow(one, standing))}</tbody></table></div>
<p class="soft small">${runs} runs. ${needed === undefined ? '' : `What it took: ${needed} `}${assumed === undefined ? '' : `Assumed: ${assumed} `}Source: ${source} (${kind}).${untouched.length === 0 ? '' : ` Touches nothing here: ${untouched.join(', ')}.`}</p>
<details><summary>Who answered, and what turned</summary><div class="inside">${spanTable(scenario)}<ol class="small">${notes.map(({ at, text }) => markup`<li>${inWords(at)}: ${text}</li>`)}</ol></div></details>
</div></details>`;
}

function routeRow(
  { route, floor, meets, recovery, worst, failed, degraded }: RouteReport,
  standing: (found: Verdict) => Markup,
): Markup {
  const untouched = worst < 1e-9;
  return markup`<tr><th scope="row">${route}</th><td>tier ${floor}</td><td>${standing(meets ? 'met' : 'missed')}</td><td>${untouched ? 'nobody below' : secondsText(recovery.median)}</td><td>${untouched ? '' : `${secondsText(recovery.p5)} to ${secondsText(recovery.p95)}`}</td><td>${percent(worst)}</td><td>${percent(failed)}</td><td>${percent(degraded)}</td></tr>`;
}

function oneLine(routes: readonly RouteReport[]): string {
  const worst = Math.max(...routes.map((one) => one.worst));
  if (worst < 1e-9) return 'nobody fell below a floor';
  const late = routes.some(({ recovery }) => recovery.median === null);
  const slowest = Math.max(...routes.map(({ recovery }) => recovery.median ?? 0));
  return `${percent(worst)} of the clients, ${late ? 'not back while it lasted' : `back after ${inWords(slowest)}`}`;
}

/** What several routes miss alike is said once. */
function missedLines(routes: readonly RouteReport[]): Markup[] {
  const lines = new Map<string, string[]>();
  for (const { route, missed } of routes)
    if (missed !== undefined) lines.set(missed, [...(lines.get(missed) ?? []), route]);
  return [...lines].map(([text, names]) => markup`<p class="missed">${names.join(', ')}: ${text}.</p>`);
}
