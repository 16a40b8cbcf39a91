import { parseCellId } from '../../contract/cell';
import { ladderOf, type Rung } from '../../contract/ladder';
import { bedrockGeography, bedrockProfilePrefix } from '../../contract/residency';
import type { Draft } from '../draft';
import { allOf } from '../show';
import type { Rule } from './rule';

const PROFILE_PREFIX = /^(eu|us|apac|global|us-gov|jp|au|ca)\./;

export const modelWithoutProfile: Rule = ({ rungs }) =>
  rungs.flatMap(({ path, value: { document } }) => {
    const model = document.aws?.bedrock.model ?? '';
    const prefix = PROFILE_PREFIX.exec(model)?.[1];
    if (prefix === undefined) return [];
    return {
      code: 'model-with-profile',
      path: [...path, 'aws', 'bedrock', 'model'],
      message: `${prefix}. is the prefix of an inference profile.`,
      found: model,
      allowed: "the foundation model's id",
      mend: `write ${model.slice(prefix.length + 1)}, and say which profile beside it`,
    } as const;
  });

/** A profile is called in a Region of its own geography only; @see resilience facts, section 4, in the README. */
export const profileFitsRegion: Rule = ({ rungs, regions, cells }) =>
  rungs.flatMap(({ path, value: { rung } }) => {
    const source = rung.on.aws;
    if (source?.kind !== 'bedrock' || source.profile === 'global') return [];
    const outside = regionsWith(rung, { regions, cells }).filter((region) => {
      const prefix = bedrockProfilePrefix(source.profile, region);
      return prefix === undefined || prefix !== bedrockGeography(region);
    });
    if (outside.length === 0) return [];
    return {
      code: 'profile-outside-geography',
      path: [...path, 'aws', 'bedrock', 'profile'],
      message: `${allOf(outside)} cannot call the profile ${source.profile}.`,
      found: source.profile,
      allowed: 'geographic where Bedrock has a profile for the geography of the Region, or global',
      mend: 'let another rung serve those Regions (`cells`), or use profile: global',
    } as const;
  });

export const urlCanBeCalled: Rule = ({ rungs }) =>
  rungs.flatMap(({ path, value: { document } }) => {
    const endpoint = document.openAiCompatible;
    if (endpoint === undefined) return [];
    const found = endpoint.url;
    const url = URL.canParse(found) ? new URL(found) : undefined;
    const place = [...path, 'openAiCompatible', 'url'];
    if (url === undefined || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
      return {
        code: 'malformed-url',
        path: place,
        message: 'This is no base URL.',
        // What stands before an @ may be a password.
        found: found.replace(/\/\/[^/]*@/, '//…@'),
        allowed: 'http or https, a host and a path; no user, query or fragment',
        mend: 'give the URL up to and with /v1; a key belongs into apiKeySecret',
      } as const;
    }
    if (url.protocol !== 'http:' || endpoint.apiKeySecret === undefined) return [];
    const mend = 'use https, or leave out apiKeySecret';
    return { code: 'key-in-clear', path: place, message: 'The key would travel in clear.', found, mend } as const;
  });

function regionsWith(rung: Rung, { regions, cells }: Pick<Draft, 'regions' | 'cells'>): string[] {
  const having = cells.filter((cell) => ladderOf(cell, [rung]).length > 0).map((cell) => parseCellId(cell)?.region);
  return [...new Set(regions.map(({ value }) => value.name))].filter((region) => having.includes(region));
}
