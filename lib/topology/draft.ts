import { resolve } from 'node:path';
import { type CellId, cellId } from '../contract/cell';
import type { Rung, Timeouts } from '../contract/ladder';
import type { Objectives } from '../contract/metadata';
import type { Route } from '../contract/route';
import { DEFAULTS } from './defaults';
import { durationSeconds } from './duration';
import type { Finding } from './finding';
import type { DocumentPath } from './path';
import type { RouteDocument, RungDocument, ServingDocument } from './serving-document';

/** A part of the topology with its place in the document. */
export interface Placed<T> {
  readonly path: DocumentPath;
  readonly value: T;
}

export interface DraftRegion {
  readonly name: string;
  readonly account?: string;
}

export interface DraftRung {
  readonly rung: Rung;
  readonly document: RungDocument;
}

/**
 * The document's sound parts with their defaults: what the rules judge. A part with a mistake in its structure is
 * left out, so that every rule sees well-formed values only; what is missing for that reason is not `whole`.
 */
export interface Draft {
  /** The document; a rule reads a member of it only where that member is whole. */
  readonly document: ServingDocument;
  /** Is nothing wrong with the structure of this part, nor of anything in it? */
  whole(...path: DocumentPath): boolean;
  readonly regions: readonly Placed<DraftRegion>[];
  readonly googleRegions: readonly Placed<string>[];
  /** Of both clouds, each once. */
  readonly cells: readonly CellId[];
  readonly rungs: readonly Placed<DraftRung>[];
  readonly routes: readonly Placed<Route>[];
  readonly objectives: Objectives;
}

export function draftOf(raw: unknown, structure: readonly Finding[]): Draft {
  // A key too many takes nothing away from what is there.
  const damaged = structure.filter(({ code }) => code !== 'unknown-key').map(({ path }) => path);
  const document = raw as ServingDocument;
  const whole = (...path: DocumentPath) => !damaged.some((place) => lieOnOneBranch(place, path));

  const regions = placed(document?.aws?.regions, ['aws', 'regions'], whole).map(({ path, value }) => ({
    path,
    value: typeof value === 'string' ? { name: value } : value,
  }));
  const googleRegions = placed(document?.google?.regions, ['google', 'regions'], whole);
  const cells = [
    ...regions.map(({ value }) => cellId('aws', value.name)),
    ...googleRegions.map(({ value }) => cellId('google', value)),
  ].filter((cell, index, all) => all.indexOf(cell) === index);
  const rungs = placed(document?.ladder, ['ladder'], whole).map(({ path, value }) => ({
    path,
    value: { rung: rungOf(value), document: value },
  }));
  const routes = Object.entries(isMapping(document?.routes) ? document.routes : {})
    .map(([name, route]) => ({ path: ['routes', name], value: [name, route] as const }))
    .filter(({ path }) => whole(...path))
    .map(({ path, value: [name, route] }) => ({ path, value: routeOf(name, route) }));
  const objectives = objectivesOf(whole('objectives') ? document?.objectives : undefined, cells.length);
  return { document, whole, regions, googleRegions, cells, rungs, routes, objectives };
}

export function responsesDirectory(document: RungDocument, directory: string): string | undefined {
  return document.deterministic && resolve(directory, document.deterministic.responses);
}

function rungOf(document: RungDocument): Rung {
  const { tier, name, cells, residency, sharesFateWith, timeouts, contextWindow, controls, prompts } = document;
  return {
    name,
    tier,
    on: sourcesOf(document),
    ...(cells && { cells: cells as readonly CellId[] }),
    ...(residency && { residency }),
    ...(sharesFateWith && { sharesFateWith }),
    ...(timeouts && { timeouts: timeoutsOf(timeouts) }),
    ...(contextWindow && { contextWindow }),
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

function sourcesOf({ aws, google, openAiCompatible, deterministic }: RungDocument): Rung['on'] {
  if (openAiCompatible) {
    const { url, model, apiKeySecret } = openAiCompatible;
    const source = { kind: 'openai-compatible', url, model, ...(apiKeySecret && { apiKeySecret }) } as const;
    return { aws: source, google: source };
  }
  if (deterministic) return { aws: { kind: 'deterministic' }, google: { kind: 'deterministic' } };
  return {
    ...(aws && {
      aws: { kind: 'bedrock', model: aws.bedrock.model, profile: aws.bedrock.profile ?? DEFAULTS.profile },
    }),
    ...(google && {
      google: { kind: 'vertex', model: google.vertex.model, location: google.vertex.location ?? DEFAULTS.location },
    }),
  };
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
    ...(route.brokenStream && { brokenStream: route.brokenStream }),
    ...(route.priority && { priority: route.priority }),
  };
}

function objectivesOf(objectives: ServingDocument['objectives'], cells: number): Objectives {
  return {
    recoverySeconds: durationSeconds(objectives?.recovery ?? DEFAULTS.recovery),
    survive: objectives?.survive ?? (cells >= 2 ? ['any-cell'] : []),
  };
}

/** The entries of a list that have nothing wrong in them. */
function placed<T>(list: readonly T[] | undefined, path: DocumentPath, whole: Draft['whole']): Placed<T>[] {
  if (!Array.isArray(list)) return [];
  return list
    .map((value: T, index) => ({ path: [...path, index], value }))
    .filter(({ path: place }) => whole(...place));
}

/** Is one of the two the other, or something in it? */
function lieOnOneBranch(a: DocumentPath, b: DocumentPath): boolean {
  return Array.from({ length: Math.min(a.length, b.length) }, (_, index) => a[index] === b[index]).every(Boolean);
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
