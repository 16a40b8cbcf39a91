import { inWords } from '../../scenario/duration';
import type { DrillReport } from '../json';
import { changesSection } from './changes';
import { fleetPicture } from './fleet-picture';
import { markup, raw } from './markup';
import { scenarioSection } from './scenarios';
import { STYLE } from './style';
import { sweepSection } from './sweep-section';
import { legend, SIGNS } from './words';

const STANDINGS = {
  met: 'Every objective is met',
  missed: 'An objective is missed',
  undecided: 'No objective is missed, but some are undecided, which is no pass',
} as const;

/** The report as one file that fetches nothing: to be looked at, attached to a build, or read out. */
export function htmlReport(report: DrillReport): string {
  const {
    entries,
    cells,
    verdict,
    recoverySeconds,
    requestsPerSecond,
    floor,
    scenarios,
    beyond,
    sweep,
    changed,
    unknowns,
  } = report;
  const counted = (['missed', 'undecided'] as const).flatMap((kind) => {
    const count = scenarios.filter((one) => one.verdict === kind).length;
    return count === 0 ? [] : [`, ${count} ${kind}`];
  });
  const title = `Drill of ${entries.join(', ') || 'no name that clients call'}`;
  const links = [
    ...(changed === undefined ? [] : [['changed', 'What changed']]),
    ['fleet', 'The fleet'],
    ...(scenarios.length === 0 ? [] : [['outages', 'Outages']]),
    ...(beyond.length === 0 ? [] : [['beyond', 'Beyond']]),
    ...(sweep === undefined
      ? []
      : [
          ['sweep', 'Whatever fails together'],
          ['cuts', 'Minimal cut sets'],
        ]),
    ...(unknowns.length === 0 ? [] : [['unknown', 'Not known']]),
  ];
  return `<!doctype html>\n${markup`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${title}</title><style>${raw(STYLE)}</style></head><body>
<a class="skip" href="#main">To the report</a>
<svg width="0" height="0" aria-hidden="true" style="position:absolute"><defs><pattern id="failed" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="var(--t0)"/><rect width="2" height="6" fill="var(--page)" fill-opacity=".55"/></pattern></defs></svg>
<header><h1>${title}</h1>
<p><span class="verdict ${verdict}">${SIGNS[verdict]} ${STANDINGS[verdict]}</span>: ${scenarios.length} outages played${counted.join('')}${beyond.length === 0 ? '' : `, and ${beyond.length} that are more than is to be survived`}; ${cells.length} cells; floor tier ${floor}; recovery objective ${recoverySeconds === null ? 'none' : inWords(recoverySeconds)}${requestsPerSecond === undefined ? '' : `; demand ${requestsPerSecond} requests a second, to be carried by those that are left`}.</p>
<nav aria-label="Contents"><ul>${links.map(([id, text]) => markup`<li><a href="#${id}">${text}</a></li>`)}</ul></nav></header>
<main id="main">
${changesSection(changed)}
<section aria-labelledby="fleet"><h2 id="fleet">The fleet</h2><p>Who answers whom while all is well.</p>${legend([1, 2, 3])}${fleetPicture(report)}</section>
${scenarioSection(report)}
${sweepSection(report)}
${unknowns.length === 0 ? '' : markup`<section aria-labelledby="unknown"><h2 id="unknown">Not known, or assumed</h2><ul>${unknowns.map((one) => markup`<li>${one}</li>`)}</ul></section>`}
</main></body></html>
`}`;
}
