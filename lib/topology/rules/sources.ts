import type { CellId } from '../../contract/cell';
import { bedrockGeography, bedrockProfilePrefix } from '../../contract/residency';
import { DEFAULTS } from '../defaults';
import { allOf } from '../show';
import { cloudOf } from './candidates';
import type { Rule } from './rule';

const PROFILE_PREFIX = /^(eu|us|apac|global|us-gov|jp|au|ca)\./;

export const modelWithoutProfile: Rule = ({ rungs, whole }) =>
  rungs.flatMap(({ path, value: { document } }) => {
    if (!whole(...path, 'aws', 'bedrock', 'model')) return [];
    const model = document.aws?.bedrock?.model ?? '';
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
export const profileFitsRegion: Rule = ({ rungsWith, cells, whole }) =>
  rungsWith('cells').flatMap(({ path, value: { rung, document } }) => {
    if (document.aws?.bedrock === undefined || !whole(...path, 'aws', 'bedrock', 'profile')) return [];
    const profile = document.aws.bedrock.profile ?? DEFAULTS.profile;
    if (profile === 'global') return [];
    const having = cells.filter((cell) => cloudOf(cell) === 'aws' && (rung.cells ?? cells).includes(cell));
    const outside = having.map(regionOf).filter((region) => {
      const prefix = bedrockProfilePrefix(profile, region);
      return prefix === undefined || prefix !== bedrockGeography(region);
    });
    if (outside.length === 0) return [];
    return {
      code: 'profile-outside-geography',
      path: [...path, 'aws', 'bedrock', 'profile'],
      message: `${allOf(outside)} cannot call the profile ${profile}.`,
      found: profile,
      allowed: 'geographic where Bedrock has a profile for the geography of the Region, or global',
      mend: 'let another rung serve those Regions (`cells`), or use profile: global',
    } as const;
  });

export const urlCanBeCalled: Rule = ({ rungs, whole }) =>
  rungs.flatMap(({ path, value: { document } }) => {
    const endpoint = document.openAiCompatible;
    if (endpoint === undefined || !whole(...path, 'openAiCompatible', 'url')) return [];
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
    // Whatever its secret is called, a key is meant to travel.
    const mend = 'use https, or leave out apiKeySecret';
    return { code: 'key-in-clear', path: place, message: 'The key would travel in clear.', found, mend } as const;
  });

/** The gateway speaks two dialects on Vertex AI: Claude's, whose models are named after it, and Google's own. */
const VERTEX_FAMILIES = ['gemini-', 'claude-'];

export const vertexModelIsSpoken: Rule = ({ rungs, whole }) =>
  rungs.flatMap(({ path, value: { document } }) => {
    if (!whole(...path, 'google', 'vertex', 'model')) return [];
    const found = document.google?.vertex?.model;
    if (found === undefined || VERTEX_FAMILIES.some((prefix) => found.startsWith(prefix))) return [];
    return {
      code: 'unknown-model-family',
      path: [...path, 'google', 'vertex', 'model'],
      message: 'The gateway does not speak the dialect of this model on Vertex AI.',
      found,
      allowed: 'gemini-… or claude-…',
      mend: 'name one of these, or call the model by openAiCompatible',
    } as const;
  });

function regionOf(cell: CellId): string {
  return cell.slice(cell.indexOf(':') + 1);
}
