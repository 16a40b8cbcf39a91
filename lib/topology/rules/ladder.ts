import { statSync } from 'node:fs';
import type { CellId, Cloud } from '../../contract/cell';
import { nearest } from '../../contract/nearest';
import { type Draft, responsesDirectory } from '../draft';
import type { Finding } from '../finding';
import { showPath } from '../path';
import { anyOf } from '../show';
import { EACH } from '../spoilt';
import { cloudOf, mayHaveSource } from './candidates';
import type { Rule } from './rule';

const SOURCES = ['aws', 'google', 'openAiCompatible', 'deterministic'] as const;
const CLOUDS = ['aws', 'google'] as const;

export const oneSource: Rule = ({ rungs, whole }) =>
  rungs.flatMap(({ path, value: { document } }) => {
    const { aws, google, openAiCompatible, deterministic } = document;
    const kinds = [
      ...(aws || google ? ['aws and google'] : []),
      ...(openAiCompatible ? ['openAiCompatible'] : []),
      ...(deterministic ? ['deterministic'] : []),
    ];
    // Of a source it matters only that it is there; a misspelt one may be any of those that are not.
    const missing = SOURCES.filter((key) => document[key] === undefined);
    if (kinds.length === 1 || !missing.every((key) => whole(...path, key))) return [];
    return {
      code: 'not-one-source',
      path,
      message: kinds.length === 0 ? 'This rung has no source.' : 'This rung has several sources.',
      found: kinds.join('; ') || 'nothing',
      allowed: 'aws and google (either or both), openAiCompatible, or deterministic',
      mend: kinds.length === 0 ? 'say what answers on this rung' : 'make a rung of each',
      spoils: SOURCES.map((key) => [...path, key]),
    } as const;
  });

export const eachRungOnce: Rule = ({ rungsWith }) =>
  rungsWith('name').flatMap(({ path, value }, index, named) => {
    const { name } = value.rung;
    const first = named.findIndex((other) => other.value.rung.name === name);
    if (first === index) return [];
    const message = `${showPath(named[first].path)} has this name.`;
    return { code: 'duplicate-rung', path: [...path, 'name'], message, found: name, mend: 'give it another' } as const;
  });

export const tiersInOrder: Rule = ({ rungsWith }) =>
  rungsWith('tier').flatMap(({ path, value: { rung } }, index, tiered) => {
    const above = tiered.slice(0, index).find((other) => other.value.rung.tier > rung.tier);
    if (above === undefined) return [];
    return {
      code: 'tiers-out-of-order',
      path: [...path, 'tier'],
      message: `It stands below ${showPath(above.path)}, which is at tier ${above.value.rung.tier}.`,
      found: rung.tier,
      allowed: `${above.value.rung.tier} or more`,
      mend: 'order the rungs by tier, the best first',
    } as const;
  });

export const tierFitsSource: Rule = ({ rungsWith, whole }) =>
  rungsWith('tier').flatMap(({ path, value: { rung, document } }) => {
    if (SOURCES.every((key) => document[key] === undefined)) return [];
    if (document.deterministic === undefined && !whole(...path, 'deterministic')) return [];
    const deterministic = document.deterministic !== undefined;
    if (deterministic === (rung.tier === 3)) return [];
    return {
      code: 'wrong-tier',
      path: [...path, 'tier'],
      message: deterministic ? 'A deterministic rung is at tier 3.' : 'Tier 3 is deterministic, and this rung is not.',
      found: rung.tier,
      allowed: deterministic ? '3' : '1 or 2',
      mend: deterministic ? 'set tier: 3' : 'set tier: 2, or make the rung deterministic',
    } as const;
  });

/** The tier that needs nothing outside the gateway must be there wherever a request can arrive. */
export const deterministicEverywhere: Rule = ({ rungs, whole }) => {
  const deterministic = rungs.filter(({ value }) => value.document.deterministic !== undefined);
  const missing = deterministic.length === 0 && whole('ladder', EACH, 'deterministic');
  const none = { code: 'no-deterministic-tier', mend: 'let the last rung be deterministic, in every cell' } as const;
  if (missing) return [{ ...none, path: ['ladder'], message: 'Nothing answers when no model does.' }];
  return deterministic.flatMap(({ path, value }, index) => {
    const message = `${showPath(deterministic[0].path)} already is the deterministic rung.`;
    if (index > 0) return { code: 'several-deterministic-tiers', path, message, mend: 'keep one of the two' } as const;
    const { cells } = value.rung;
    if (cells === undefined) return [];
    return { ...none, path: [...path, 'cells'], message: 'Some cells are left without it.', found: cells };
  });
};

export const responsesAreThere: Rule = ({ rungsWith }, { directory }) =>
  rungsWith('deterministic').flatMap(({ path, value: { document } }) => {
    const folder = responsesDirectory(document, directory);
    if (folder === undefined || statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
    return {
      code: 'missing-responses',
      path: [...path, 'deterministic', 'responses'],
      message: 'There is no such folder.',
      found: document.deterministic?.responses,
      allowed: 'a folder, relative to this file',
      mend: 'make the folder and put response packs into it',
    } as const;
  });

export const rungCellsExist: Rule = ({ rungs, cells, framed, whole }) =>
  rungs.flatMap((placed): Finding | Finding[] => {
    const { path, value } = placed;
    const possible = cells.filter((cell) => mayHaveSource(placed, cloudOf(cell), whole));
    const clouds = CLOUDS.filter((cloud) => mayHaveSource(placed, cloud, whole));
    if (clouds.length > 0 && possible.length === 0 && clouds.every((cloud) => regionsKnown(cloud, whole))) {
      const message = 'No cell that is served has a source for this rung.';
      const mend = 'remove the rung, or serve from the cloud that it names';
      return { code: 'rung-without-cell', path, message, mend, spoils: [] };
    }
    const named = framed(...path, 'cells') ? ((value.document.cells ?? []) as readonly CellId[]) : [];
    return named.flatMap((cell, index) => {
      if (!whole(...path, 'cells', index) || possible.includes(cell) || !regionsKnown(cloudOf(cell), whole)) return [];
      const near = nearest(cell, possible);
      return {
        code: 'unknown-cell',
        path: [...path, 'cells', index],
        message: cells.includes(cell) ? 'The rung has no source there.' : 'No such cell is served.',
        found: cell,
        allowed: anyOf(possible),
        mend: near === undefined ? 'name a cell that is served' : `did you mean \`${near}\`?`,
      } as const;
    });
  });

function regionsKnown(cloud: Cloud, whole: Draft['whole']): boolean {
  return cloud === 'aws' ? whole('aws', 'regions', EACH, 'name') : whole('google', 'regions');
}
