import { statSync } from 'node:fs';
import { parseCellId } from '../../contract/cell';
import { responsesDirectory } from '../draft';
import type { Finding } from '../finding';
import { nearest } from '../nearest';
import { showPath } from '../path';
import { anyOf } from '../show';
import type { Rule } from './rule';

export const oneSource: Rule = ({ rungs }) =>
  rungs.flatMap(({ path, value: { document } }) => {
    const { aws, google, openAiCompatible, deterministic } = document;
    const kinds = [
      ...(aws || google ? ['aws and google'] : []),
      ...(openAiCompatible ? ['openAiCompatible'] : []),
      ...(deterministic ? ['deterministic'] : []),
    ];
    if (kinds.length === 1) return [];
    return {
      code: 'not-one-source',
      path,
      message: kinds.length === 0 ? `${document.name} has no source.` : `${document.name} has several sources.`,
      found: kinds.join('; ') || 'nothing',
      allowed: 'aws and google (either or both), openAiCompatible, or deterministic',
      mend: kinds.length === 0 ? 'say what answers on this rung' : 'make a rung of each',
    } as const;
  });

export const eachRungOnce: Rule = ({ rungs }) =>
  rungs.flatMap(({ path, value }, index) => {
    const { name } = value.rung;
    const first = rungs.findIndex((other) => other.value.rung.name === name);
    if (first === index) return [];
    const message = `${showPath(rungs[first].path)} has this name.`;
    return { code: 'duplicate-rung', path: [...path, 'name'], message, found: name, mend: 'give it another' } as const;
  });

export const tiersInOrder: Rule = ({ rungs }) =>
  rungs.flatMap(({ path, value: { rung } }, index) => {
    const above = rungs.slice(0, index).find((other) => other.value.rung.tier > rung.tier);
    if (above === undefined) return [];
    return {
      code: 'tiers-out-of-order',
      path: [...path, 'tier'],
      message: `${rung.name} stands below ${above.value.rung.name}, which is at tier ${above.value.rung.tier}.`,
      found: rung.tier,
      allowed: `${above.value.rung.tier} or more`,
      mend: 'order the rungs by tier, the best first',
    } as const;
  });

export const tierFitsSource: Rule = ({ rungs }) =>
  rungs.flatMap(({ path, value: { rung, document } }) => {
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
  const none = { code: 'no-deterministic-tier', mend: 'let the last rung be deterministic, in every cell' } as const;
  if (deterministic.length === 0 && whole('ladder')) {
    return [{ ...none, path: ['ladder'], message: 'Nothing answers when no model does.' }];
  }
  return deterministic.flatMap(({ path, value }, index) => {
    const message = `${deterministic[0].value.rung.name} already is the deterministic rung.`;
    if (index > 0) return { code: 'several-deterministic-tiers', path, message, mend: 'keep one of the two' } as const;
    if (value.rung.cells === undefined) return [];
    return { ...none, path: [...path, 'cells'], message: 'Some cells are left without it.', found: value.rung.cells };
  });
};

export const responsesAreThere: Rule = ({ rungs }, { directory }) =>
  rungs.flatMap(({ path, value: { document } }) => {
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

export const rungCellsExist: Rule = ({ rungs, cells, whole }) => {
  if (!whole('aws', 'regions') || !whole('google', 'regions')) return [];
  return rungs.flatMap(({ path, value: { rung } }): Finding | Finding[] => {
    const possible = cells.filter((cell) => rung.on[parseCellId(cell)?.cloud ?? 'aws'] !== undefined);
    if (Object.keys(rung.on).length > 0 && possible.length === 0) {
      const mend = 'remove the rung, or serve from the cloud that it names';
      return { code: 'rung-without-cell', path, message: `No cell has a source for ${rung.name}.`, mend };
    }
    return (rung.cells ?? []).flatMap((cell, index) => {
      if (possible.includes(cell)) return [];
      const near = nearest(cell, possible);
      return {
        code: 'unknown-cell',
        path: [...path, 'cells', index],
        message: cells.includes(cell) ? `${rung.name} has no source there.` : 'No such cell is served.',
        found: cell,
        allowed: anyOf(possible),
        mend: near === undefined ? 'name a cell that is served' : `did you mean \`${near}\`?`,
      } as const;
    });
  });
};
