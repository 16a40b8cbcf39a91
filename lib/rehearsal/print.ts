import type { ScenarioEvent } from '../drill/scenario/scenario';
import type { AddressBook, Place } from './addresses';
import { GoogleCell } from './cells/google-cell';
import { describeEvent } from './faults';
import type { RunningFleet } from './fleet';
import { howToBreak, howToCall } from './how-to';
import { jobsIntroduction } from './jobs-introduction';
import { ownIntroduction } from './own-introduction';
import { LEAST_MILLISECONDS } from './probes/probe';
import type { HealthChange } from './probes/prober';
import type { Rehearsal } from './rehearsal';
import { changeLines } from './traffic/changes';
import { jobsLine, jobsLines } from './traffic/jobs/print-jobs';
import type { RequestRecord } from './traffic/record';
import type { KillReport, Summary } from './traffic/summary';

/** What is said at the start: what runs, what is only a stand-in, how to call it, how to break it. */
export function introduction(rehearsal: Rehearsal, speed: number): readonly string[] {
  const { dns, fleet, lookout } = rehearsal;
  const { addresses, cells } = fleet;
  return [
    `Rehearsing ${lookout.domain} at ${speed === 1 ? 'real speed' : `${speed} times real speed`}; times are service time.`,
    '',
    'Runs as synthesized: every function from its asset, with its handler, time-out and environment; routes, custom',
    'domains, throttles and time-outs of every REST API; every DNS record and health check.',
    'Stands in: a local server for API Gateway, one process a function for Lambda (it takes all invocations at once),',
    'Node here for the runtime there, this certificate authority for ACM, and stubs for the models, S3 and Secrets Manager.',
    ...(speed === 1
      ? []
      : [
          `A probe's time-outs are not scaled below ${LEAST_MILLISECONDS / 1000} s of the clock: they would measure this machine's load.`,
        ]),
    ...googleIntroduction(fleet),
    ...ownIntroduction(rehearsal),
    ...jobsIntroduction(rehearsal, speed),
    ...probing(fleet, speed),
    'Latency records are ordered by great-circle distance: an approximation of the latency that Route 53 measures.',
    '',
    "Added to the template's environment (and the variables of Lambda, with made-up credentials, and of Cloud Run):",
    ...cells.flatMap((cell) => [
      `  ${cell.plan.cell}`,
      ...Object.entries(cell.added).map(([name, value]) => `    ${name}=${value}`),
    ]),
    `  The digest of the key below is in the stub of each cell's keys secret. Models: stub.`,
    '',
    'Listens:',
    ...addresses.regions.map((place, index) => listener(cells[index].plan.cell, place, addresses)),
    ...addresses.balancers.map((place) => listener('load balancer', place, addresses)),
    ...cells.flatMap((cell) =>
      cell instanceof GoogleCell ? [`  ${cell.plan.cell.padEnd(20)} http://127.0.0.1:${cell.port}, for it alone`] : [],
    ),
    ...(addresses.mapped ? ['  This system has 127.0.0.1 only: a map from DNS answer to port stands in.'] : []),
    ...dns.map(({ region, port }) => `  DNS as from ${region.padEnd(14)} 127.0.0.1:${port} (UDP and TCP)`),
    ...rehearsal.unanswerable.map((check) => `  Nothing here stands for ${check.host}: its probes fail.`),
    ...rehearsal.unmodelled.map((one) => `  Not modelled: ${one.id}: ${one.reason} (${one.treatment}).`),
    '',
    ...howToCall(rehearsal),
    '',
    ...howToBreak(rehearsal),
    '',
  ];
}

/** Who finds out how the cells are. */
function probing({ cells, proberOf, trustFile }: RunningFleet, speed: number): readonly string[] {
  const without = cells.filter((cell) => proberOf(cell) === undefined).map(({ plan }) => plan.cell);
  const lines = [
    "Each cell's own prober runs as synthesized and writes its health. This rehearsal calls it in its schedule's stead" +
      (speed === 1 ? ',' : ` and tells it that a period is ${speed} times shorter,`),
    'and adds to its environment where its cell listens, who signs for it there, and a stub of the Invoke API:',
    `UNDERSTUDY_OWN_ADDRESS, NODE_EXTRA_CA_CERTS=${trustFile}, AWS_ENDPOINT_URL_LAMBDA.`,
  ];
  return [
    ...(without.length < cells.length ? lines : []),
    ...(without.length === 0 ? [] : [`No prober for ${without.join(', ')}: that health is unknown, which is 200.`]),
  ];
}

/** What of Google runs, and what stands in; nothing where nothing does. */
function googleIntroduction({ balancers }: RunningFleet): readonly string[] {
  if (balancers.length === 0) return [];
  return [
    "On Google's side: every service behind the load balancer from the files that its buckets hold, with its command and",
    'environment; the URL map and outlier detection. One process a service stands in for Cloud Run, one proxy for the load',
    'balancer (it takes regions in turn, where Google takes the nearest), and stubs for Vertex AI, Secret Manager, Cloud',
    'Storage and the metadata server.',
  ];
}

function listener(name: string, { address, endpoint }: Place, { mapped }: AddressBook): string {
  const says = mapped ? `  (DNS says ${address})` : '';
  return `  ${name.padEnd(20)} https://${endpoint.host}:${endpoint.port}${says}`;
}

/** One line of what the requests that ended lately came to. */
export function liveLine(
  atSeconds: number,
  records: readonly RequestRecord[],
  failuresSoFar: number,
  jobs: Rehearsal['jobs'],
): string {
  const answered = count(
    records.flatMap(({ outcome }) => (outcome.kind === 'answered' ? [`${outcome.cell} tier ${outcome.tier}`] : [])),
  );
  const failed = count(records.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [outcome.reason] : [])));
  const parts = [answered === '' ? 'no answer' : answered];
  if (failed !== '') parts.push(`FAILED ${failed}`);
  const waiting = jobs === undefined ? [] : [jobsLine(jobs.counts(), jobs.refused)];
  return `${at(atSeconds)}  ${[...parts, `failures so far ${failuresSoFar}`, ...waiting].join(' | ')}`;
}

export function eventLine(atSeconds: number, event: ScenarioEvent): string {
  return `${at(atSeconds)}  >>> ${describeEvent(event)}`;
}

export function noteLine(atSeconds: number, text: string): string {
  return `${at(atSeconds)}  >>> ${text}`;
}

export function healthLine(atSeconds: number, change: HealthChange): string {
  const { check, healthy, passing, propagationSeconds } = change;
  const dns = `DNS follows in ${propagationSeconds.toFixed(1)} s`;
  return `${at(atSeconds)}  *** ${check.host}${check.path} is ${healthy ? 'healthy' : 'unhealthy'} (${passing} of 16 checkers pass); ${dns}`;
}

export function summaryLines(summary: Summary): readonly string[] {
  const { predicted } = summary;
  const pairs = (counts: Readonly<Record<string, number>>, label = '') =>
    Object.entries(counts)
      .map(([name, number]) => `${label}${name}: ${number}`)
      .join(', ') || 'none';
  return [
    '',
    `Summary (models: ${summary.models}), ${summary.seconds} s of service time at speed ${summary.speed}`,
    `  requests     ${summary.requests}`,
    `  failures     ${summary.failures}${summary.failures === 0 ? '' : ` (${pairs(summary.failuresByReason)})`}`,
    ...(summary.unfinished === 0 ? [] : [`  unfinished   ${summary.unfinished}`]),
    ...summary.kills.map(
      (kill) =>
        `  killed       ${kill.target} at ${kill.atSeconds} s; from the kill to the last failure: ` +
        recoveryText(kill, summary),
    ),
    ...(summary.kills.length === 0 || predicted === null
      ? []
      : [
          `  predicted    ${predicted.detectionSeconds.toFixed(0)} s detection + ` +
            `${predicted.propagationSeconds.least} to ${predicted.propagationSeconds.most} s propagation + ` +
            `up to ${predicted.ttlSeconds} s TTL: at most about ${predicted.mostSeconds.toFixed(0)} s`,
        ]),
    ...changeLines(summary.changes),
    `  answered by  ${pairs(summary.answeredBy)}`,
    `  tiers        ${pairs(summary.tiers, 'tier ')}`,
    ...(summary.jobs === undefined ? [] : jobsLines(summary.jobs)),
  ];
}

/** A run may end before a recovery could: that is no failure to recover. */
function recoveryText({ recoverySeconds, atSeconds }: KillReport, { seconds, predicted }: Summary): string {
  if (recoverySeconds !== null) return `${recoverySeconds} s`;
  const expected = predicted === null ? '' : ` (up to ${predicted.mostSeconds.toFixed(0)} s is expected)`;
  return `not over yet after ${(seconds - atSeconds).toFixed(1)} s, when the run ended${expected}`;
}

function at(seconds: number): string {
  return `${seconds.toFixed(1).padStart(7)} s`;
}

function count(items: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].map(([item, number]) => `${item} x${number}`).join(', ');
}
