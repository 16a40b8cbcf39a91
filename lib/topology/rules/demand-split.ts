import { nearest } from '../../contract/nearest';
import type { Rule } from './rule';

/** A part of the demand that no route says, or that is said twice, would be reckoned with nowhere, or twice. */
export const demandAddsUp: Rule = ({ routesWith, document, framed, whole }) => {
  if (!framed('routes')) return [];
  const routes = routesWith('demandPercent');
  const all = Object.entries(document.routes);
  const said = routes.filter(({ value }) => value.demandPercent !== undefined);
  // What is wrong in another may have been meant to add up, and so may a key that is written like this one; a route may
  // also be written as nothing at all.
  const misspelt = all.some(([name, route]) =>
    Object.keys(route ?? {}).some(
      (key) => !whole('routes', name, key) && nearest(key, ['demandPercent']) !== undefined,
    ),
  );
  if (said.length === 0 || routes.length < all.length || misspelt) return [];
  const silent = routes.filter(({ value }) => value.demandPercent === undefined).map(({ value }) => value.name);
  const sum = said.reduce((total, { value }) => total + (value.demandPercent ?? 0), 0);
  if (silent.length === 0 && sum === 100) return [];
  return [
    {
      code: 'demand-not-whole',
      path: silent.length > 0 ? ['routes', silent[0]] : [...said[said.length - 1].path, 'demandPercent'],
      message: 'Every route says its share of the demand, or none does; together they are all of it.',
      found: silent.length > 0 ? `none of ${silent.join(', ')}` : `${sum} % together`,
      allowed: '100 % together',
      mend: silent.length > 0 ? 'say demandPercent of each route, or of none' : 'change the shares until they are 100',
    },
  ];
};
