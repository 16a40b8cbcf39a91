import type { Intrinsic } from './intrinsic';

/**
 * The zones of a Region, of which templates take the first, the second, … What they are called is the account's affair;
 * that they are three (nearly everywhere) and different is what matters, so they have the letters that they mostly have.
 */
export const availabilityZones: Intrinsic = (argument, here) => {
  const named = here.resolve(argument);
  const region = named === '' ? here.resolver.stack.region : named;
  return typeof region === 'string'
    ? ['a', 'b', 'c'].map((letter) => `${region}${letter}`)
    : here.unknown('the zones of a Region that is not known', named);
};
