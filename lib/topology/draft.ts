import { resolve } from 'node:path';
import { type CellId, cellId } from '../contract/cell';
import type { Golden } from '../contract/golden';
import { isOwn, type ModelSource, type Rung, type Timeouts } from '../contract/ladder';
import type { Route } from '../contract/route';
import { cellsWithoutGpu, type Owner, ownOnAws, ownOnGoogle } from './compute/own-source';
import { DEFAULTS } from './defaults';
import { durationSeconds } from './duration';
import type { Finding } from './finding';
import { servicePrefix } from './names';
import type { DocumentPath } from './path';
import type { GoldenDocument, RouteDocument, RungDocument, ServingDocument } from './serving-document';
import { type PathPattern, Spoilt } from './spoilt';
import type { FleetObjectives } from './topology';

/** A part of the topology with its place in the document. */
export interface Placed<T> {
  readonly path: DocumentPath;
  readonly value: T;
}

export interface DraftRegion {
  readonly name: string;
  readonly account?: string;
  readonly zones?: readonly string[];
}

export interface DraftRung {
  readonly rung: Rung;
  readonly document: RungDocument;
}

/**
 * The document with its defaults, as far as it can be relied on: what the rules judge. Each rule asks for the very
 * values that it reads, so that a mistake elsewhere never hides another; what is not `whole` may be anything.
 */
export interface Draft {
  /** The document; a rule reads a value of it only where that value is whole. */
  readonly document: ServingDocument;
  /** Is nothing wrong with this value, nor with anything in it or around it? */
  whole(...pattern: PathPattern): boolean;
  /** Is this value of the right kind, whatever may be wrong with what is in it? */
  framed(...path: DocumentPath): boolean;
  /** Those whose name is whole. */
  readonly regions: readonly Placed<DraftRegion>[];
  /** Those that are whole. */
  readonly googleRegions: readonly Placed<string>[];
  /** Of both clouds, each once. */
  readonly cells: readonly CellId[];
  /** All of them; what is not whole in a rung is left out of it. */
  readonly rungs: readonly Placed<DraftRung>[];
  /** The rungs in which all of these are whole. */
  rungsWith(...keys: readonly (keyof RungDocument)[]): readonly Placed<DraftRung>[];
  /** The routes in which all of these are whole. */
  routesWith(...keys: readonly (keyof RouteDocument)[]): readonly Placed<Route>[];
  readonly objectives: FleetObjectives;
}

export function draftOf(raw: unknown, found: readonly Finding[]): Draft {
  const spoilt = new Spoilt();
  for (const { path, spoils = [path] } of found) for (const place of spoils) spoilt.add(place);
  const whole = (...pattern: PathPattern) => !spoilt.touches(pattern);
  const framed = (...path: DocumentPath) => !spoilt.covers(path);
  /** The members of a mapping that can be relied on. */
  const soundIn = <T extends object>(value: T, path: DocumentPath): T =>
    Object.fromEntries(isMapping(value) ? Object.entries(value).filter(([name]) => whole(...path, name)) : []) as T;
  const document = raw as ServingDocument;

  const regions = entriesOf(document?.aws?.regions, ['aws', 'regions'])
    .filter(({ path }) => whole(...path, 'name'))
    .map(({ path, value }) => ({ path, value: typeof value === 'string' ? { name: value } : soundIn(value, path) }));
  const googleRegions = entriesOf(document?.google?.regions, ['google', 'regions']).filter(({ path }) =>
    whole(...path),
  );
  const cells = [
    ...regions.map(({ value }) => cellId('aws', value.name)),
    ...googleRegions.map(({ value }) => cellId('google', value)),
  ].filter((cell, index, all) => all.indexOf(cell) === index);
  const owner = ownerOf(document, whole);
  const rungs = entriesOf(document?.ladder, ['ladder']).map(({ path, value }) => {
    const sound = soundIn(value, path);
    const rung = rungOf(sound, owner);
    // A list with a mistake may have named any cell.
    const named = sound.cells ?? (whole(...path, 'cells') ? cellsWithoutGpu(rung.on, cells) : undefined);
    return {
      path,
      value: {
        rung: { ...rung, ...(named && { cells: named as readonly CellId[] }) },
        document: isMapping(value) ? value : sound,
      },
    };
  });
  const routes = Object.entries(isMapping(document?.routes) ? document.routes : {}).map(([name, route]) => {
    const path = ['routes', name];
    return { path, value: routeOf(name, soundIn(route, path)) };
  });
  const having = <T>(placed: readonly Placed<T>[], keys: readonly string[]) =>
    placed.filter(({ path }) => keys.every((key) => whole(...path, key)));
  return {
    document,
    whole,
    framed,
    regions,
    googleRegions,
    cells,
    rungs,
    rungsWith: (...keys) => having(rungs, keys),
    routesWith: (...keys) => having(routes, keys),
    objectives: objectivesOf(whole('objectives') ? document?.objectives : undefined, cells.length),
  };
}

/** Nothing but texts becomes part of a name; what is wrong with them is told of where they stand. */
function ownerOf(document: ServingDocument, whole: Draft['whole']): Owner {
  const service = whole('service') ? document.service : 'service';
  const stage = whole('stage') ? document.stage : undefined;
  const projectNumber = (whole('google') && document.google?.projectNumber) || '0';
  return { prefix: servicePrefix(service, stage), projectNumber };
}

export function responsesDirectory(document: RungDocument, directory: string): string | undefined {
  return document.deterministic && resolve(directory, document.deterministic.responses);
}

function rungOf(document: RungDocument, owner: Owner): Omit<Rung, 'cells'> {
  const { tier, name, residency, sharesFateWith, timeouts, abilities, controls, prompts } = document;
  const on = sourcesOf(document, owner);
  const contextWindow =
    document.contextWindow ?? (Object.values(on).some(isOwn) ? DEFAULTS.ownContextWindow : undefined);
  return {
    name,
    tier,
    on,
    ...(residency && { residency }),
    ...(sharesFateWith && { sharesFateWith }),
    ...(timeouts && { timeouts: timeoutsOf(timeouts) }),
    ...(contextWindow && { contextWindow }),
    ...(abilities && { abilities }),
    ...(controls && { controls }),
    ...(prompts && { prompts }),
  };
}

function timeoutsOf({ headers, firstToken, idle, total }: NonNullable<RungDocument['timeouts']>): Timeouts {
  return {
    ...(headers && { headersSeconds: durationSeconds(headers) }),
    ...(firstToken && { firstTokenSeconds: durationSeconds(firstToken) }),
    ...(idle && { idleSeconds: durationSeconds(idle) }),
    ...(total && { totalSeconds: durationSeconds(total) }),
  };
}

function sourcesOf(document: RungDocument, owner: Owner): Rung['on'] {
  const { aws, google, openAiCompatible, deterministic } = document;
  if (openAiCompatible) {
    const { url, model, apiKeySecret } = openAiCompatible;
    const source = { kind: 'openai-compatible', url, model, ...(apiKeySecret && { apiKeySecret }) } as const;
    return { aws: source, google: source };
  }
  if (deterministic) return { aws: { kind: 'deterministic' }, google: { kind: 'deterministic' } };
  const { bedrock } = aws ?? {};
  const { vertex } = google ?? {};
  const onAws: ModelSource | undefined = bedrock
    ? { kind: 'bedrock', model: bedrock.model, profile: bedrock.profile ?? DEFAULTS.profile }
    : ownOnAws(document, owner);
  const onGoogle: ModelSource | undefined = vertex
    ? { kind: 'vertex', model: vertex.model, location: vertex.location ?? DEFAULTS.location }
    : ownOnGoogle(document, owner);
  return { ...(onAws && { aws: onAws }), ...(onGoogle && { google: onGoogle }) };
}

function routeOf(name: string, route: RouteDocument): Route {
  return {
    name,
    deadlineSeconds: durationSeconds(route.deadline ?? DEFAULTS.routeDeadline),
    // The ladder's last tier: a rule sees to it that the last rung is deterministic, at tier 3.
    floor: route.floor ?? 3,
    queue: route.queue ?? DEFAULTS.queue,
    residency: route.residency ?? [],
    durability: route.durability ?? DEFAULTS.durability,
    otherCloudDown: route.otherCloudDown ?? DEFAULTS.otherCloudDown,
    ...(route.controls && { controls: route.controls }),
    ...(route.answer && { answer: route.answer }),
    ...(route.golden && { golden: route.golden.map(goldenOf) }),
    ...(route.brokenStream && { brokenStream: route.brokenStream }),
    ...(route.priority && { priority: route.priority }),
    ...(route.logContent && { logContent: true }),
    ...(route.demandPercent !== undefined && { demandPercent: route.demandPercent }),
  };
}

function goldenOf({ ask, example, expect: { within, ...expect } }: GoldenDocument): Golden {
  return { ask, example, expect: { ...expect, ...(within !== undefined && { maxSeconds: durationSeconds(within) }) } };
}

function objectivesOf(objectives: ServingDocument['objectives'], cells: number): FleetObjectives {
  return {
    recoverySeconds: durationSeconds(objectives?.recovery ?? DEFAULTS.recovery),
    availabilityPercent: objectives?.availability ?? DEFAULTS.availabilityPercent,
    survive: objectives?.survive ?? (cells >= 2 ? ['any-cell'] : []),
  };
}

function entriesOf<T>(list: readonly T[] | undefined, path: DocumentPath): Placed<T>[] {
  return Array.isArray(list) ? Array.from(list, (value: T, index) => ({ path: [...path, index], value })) : [];
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
