import type { Judge } from '../contract/bake-request';
import { cellId } from '../contract/cell';
import type { Tier } from '../contract/ladder';
import { InvalidConfiguration, type Problem } from '../contract/problem';
import { planCompute } from './compute/plan';
import { DEFAULTS } from './defaults';
import { type Draft, draftOf, responsesDirectory } from './draft';
import { problemOf } from './finding';
import { deepFreeze } from './freeze';
import { jobLedgerPlanOf } from './job-ledger';
import { jobsConfigOf } from './jobs-config';
import { SERVING_SCHEMA } from './json-schema';
import { stackPrefix } from './names';
import { showPath } from './path';
import { ownRungs } from './rules/own-compute';
import { RULES } from './rules/rules';
import type { DocumentSource } from './source';
import { checkStructure } from './structure';
import type { Topology } from './topology';

/**
 * The one topology of a document, whoever wrote it: validated, with its defaults, frozen.
 * @param judge so that what could not be baked is told with those of the document
 * @throws InvalidConfiguration with all of its mistakes, in the order of the file, then those of the response packs
 */
export function topologyOf(document: unknown, source: DocumentSource, judge: Judge = NOT_JUDGED): Topology {
  const findings = checkStructure(document, SERVING_SCHEMA);
  for (const rule of RULES) findings.push(...rule(draftOf(document, findings), source));
  const draft = draftOf(document, findings);
  const problems = findings
    .map((finding) => problemOf(finding, source))
    .concat(answerProblems(draft, source, judge))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
    .concat(packsIn(draft, source).flatMap(judge.packs));
  if (problems.length > 0) throw new InvalidConfiguration(problems);
  // A copy, so that freezing it does not freeze what the caller wrote.
  const assembled = assemble(draft, source.directory);
  const { jobs: wish } = draft.document;
  const jobLedger = jobLedgerPlanOf(assembled, wish);
  const jobs = jobLedger && { jobLedger, jobs: jobsConfigOf(assembled, jobLedger, wish) };
  return deepFreeze(structuredClone({ ...assembled, ...jobs }));
}

const NOT_JUDGED: Judge = { packs: () => [], answers: () => [] };

/** Where the answer that a route asks for is well formed, and still nothing that could be judged. */
function answerProblems(draft: Draft, source: DocumentSource, judge: Judge): Problem[] {
  const asking = draft.routesWith('answer', 'golden').map(({ value }) => value);
  return judge
    .answers(asking.filter(({ answer, golden }) => answer !== undefined || golden !== undefined))
    .map(({ at, ...problem }) => {
      const line = source.locate(at);
      const { file } = source;
      return {
        ...problem,
        path: showPath(at),
        ...(file !== undefined && { file }),
        ...(line !== undefined && { line }),
      };
    });
}

/** The folders with response packs that are there. */
function packsIn({ rungsWith }: Draft, { directory }: DocumentSource): string[] {
  const folders = rungsWith('deterministic').map(({ value }) => responsesDirectory(value.document, directory));
  return [...new Set(folders)].filter((folder) => folder !== undefined);
}

/** Of a draft without mistakes. */
function assemble(draft: Draft, directory: string): Topology {
  const {
    service,
    stage,
    domain,
    hostedZone,
    frontDoorRegion,
    aws,
    google,
    secondCloud,
    demand,
    prefer,
    alarms,
    telemetry,
  } = draft.document;
  const posture = draft.document.posture ?? DEFAULTS.posture;
  const own = ownRungs(draft).map((placed) => placed.own);
  const stacks = stackPrefix(service, stage);
  const regions = draft.regions.map(({ value }) => value);
  const inOrder = [
    ...regions.filter(({ name }) => name === frontDoorRegion),
    ...regions.filter(({ name }) => name !== frontDoorRegion),
  ];
  const rungs = draft.rungs.map(({ value }) => value);
  const routes = draft.routesWith().map(({ value }) => value);
  return {
    service,
    ...(stage !== undefined && { stage }),
    domain,
    hostedZone: { id: hostedZone.id, name: hostedZone.name, account: hostedZone.account ?? aws.account },
    frontDoorRegion,
    frontDoorStackName: `${stacks}-FrontDoor`,
    sharedDataStackName: `${stacks}-SharedData`,
    awsCells: inOrder.map(({ name, account, zones }) => ({
      id: cellId('aws', name),
      region: name,
      account: account ?? aws.account,
      stackName: `${stacks}-${name}`,
      ...(zones && { zones }),
    })),
    ...(google && {
      google: {
        project: google.project,
        projectNumber: google.projectNumber,
        stateBucket: google.stateBucket,
        cells: google.regions.map((region) => ({ id: cellId('google', region), region })),
      },
    }),
    ...(secondCloud && { secondCloud }),
    ladder: rungs.map(({ rung }) => rung),
    // A rule has seen to it that there is exactly one.
    responsesDirectory: rungs.map((rung) => responsesDirectory(rung.document, directory)).find(Boolean) as string,
    routes,
    loosestFloor: Math.max(...routes.map(({ floor }) => floor)) as Tier,
    ...(demand && { demand }),
    prefer: prefer ?? DEFAULTS.prefer,
    posture,
    // A rule has seen to it that own compute has a demand.
    ...(own.length > 0 && demand && { compute: planCompute(own, { cells: draft.cells, demand, posture }) }),
    ...(aws.egress && { egress: aws.egress }),
    ...(aws.webAcl && { webAcl: true }),
    rollout: aws.rollout ?? DEFAULTS.rollout,
    objectives: draft.objectives,
    alarms: alarms ?? {},
    ...(telemetry && { telemetry }),
  };
}
