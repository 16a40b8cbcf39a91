import { nearest } from '../../contract/nearest';
import type { Problem } from '../../estate/problem';
import { awsRegionLocation, googleRegionLocation } from '../route53/places';
import { HOSTS, PARTS, THIRD_PARTIES } from '../system/services';
import type { System } from '../system/system';

/** The components that a word of a scenario means; none where it is a word that the estate has nothing of. */
export type Found = { readonly components: readonly string[] } | { readonly problem: Problem };

/**
 * Finds what `aws`, `aws:eu-west-1`, `aws/lambda`, `aws:eu-west-1/lambda`, `frontier`, `llm.example.net`, `openai`,
 * `checkers` or `aws:eu-west-1~llm.example.net` is in a system. A word that nobody could mean is a problem.
 */
export function findTarget(word: string, system: System): Found {
  const ids = new Set(system.components.map(({ id }) => id));
  if (word === 'preferred-model') return { components: firstRungs(system) };
  if (ids.has(word)) return { components: [word] };
  const host = HOSTS[word];
  if (host !== undefined) return { components: [...ids].filter((id) => host.test(id)) };
  if (THIRD_PARTIES.has(word)) return { components: [] };
  const [place, part, ...more] = word.split('/');
  if (more.length === 0 && part !== undefined) {
    const known = ALIASES[part] ?? part;
    const everywhere = place.includes(':')
      ? []
      : [...ids].filter((id) => id.startsWith(`${place}:`) && id.endsWith(`/${known}`));
    const components = [`${place}/${known}`, ...everywhere].filter((id) => ids.has(id));
    if (components.length > 0) return { components };
    const problem = placeProblem(place, word, ids);
    if (problem !== undefined) return { problem };
    return PARTS.has(known) ? { components: [] } : { problem: unknown(word, ids, part) };
  }
  const [one, other] = word.split('~');
  if (other !== undefined) return ids.has(`${other}~${one}`) ? { components: [`${other}~${one}`] } : { components: [] };
  if (word.includes(':') || CLOUDS.has(word)) {
    const problem = placeProblem(word, word, ids);
    return problem === undefined ? { components: [] } : { problem };
  }
  return { problem: unknown(word, ids, word) };
}

/** The rungs that an outage of "the model" hits: the first of each cell. */
function firstRungs({ cells, components }: System): string[] {
  const names = new Set(cells.flatMap(({ rungs }) => (rungs[0]?.deterministic === false ? [rungs[0].name] : [])));
  return components.filter(({ id, kind }) => kind === 'rung' && names.has(id)).map(({ id }) => id);
}

const ALIASES: Readonly<Record<string, string>> = { nlb: 'elb', alb: 'elb', ebs: 'ec2', autoscaling: 'ec2' };

const CLOUDS: ReadonlySet<string> = new Set(['aws', 'google', 'azure']);

/** A place may be real and hold nothing of the estate; one that does not exist is a slip. */
function placeProblem(place: string, found: string, ids: ReadonlySet<string>): Problem | undefined {
  const [cloud, region] = place.split(':');
  if (CLOUDS.has(cloud)) {
    if (region === undefined) return undefined;
    const location = cloud === 'aws' ? awsRegionLocation(region) : googleRegionLocation(region);
    if (location !== undefined || cloud === 'azure') return undefined;
  } else if (ids.has(place)) return undefined;
  return unknown(found, ids, found);
}

function unknown(found: string, ids: ReadonlySet<string>, word: string): Problem {
  const meant = nearest(word, [...ids, ...PARTS, ...THIRD_PARTIES]);
  const places = [...ids].filter((id) => !id.includes('/') && !id.includes('~'));
  return {
    ...{ code: 'unknown-target', path: '', message: 'Nothing is called so, here or elsewhere.', found },
    allowed: `${places.join(', ')}, a part of one (${[...ids].find((id) => id.includes('/')) ?? 'aws:us-east-1/lambda'})`,
    mend: meant === undefined ? 'name a component; `understudy drill --list` names them all' : `did you mean ${meant}?`,
  };
}
