import { own } from '../json';
import type { Value } from '../value';
import type { Intrinsic } from './intrinsic';
import { getAtt, ref } from './references';
import { concatenate } from './text';

/** `${Name}`, `${Resource.Attribute}`, `${!Literal}`, and names of the map that may come with the text. */
export const sub: Intrinsic = (argument, here) => {
  const [text, variables] = Array.isArray(argument) ? argument : [argument];
  if (typeof text !== 'string') return here.unknown('Fn::Sub takes a text', here.resolve(argument));
  // Splitting by a pattern with one group: texts at even places, the group's matches between them.
  const pieces = text.split(/\$\{([^}]*)\}/).map((piece, index): Value | undefined => {
    if (index % 2 === 0) return piece;
    if (piece.startsWith('!')) return `\${${piece.slice(1)}}`;
    const name = piece.trim();
    const given = own(variables, name);
    if (given !== undefined) return here.at(1).at(name).resolve(given);
    return name.includes('.') ? getAtt(name, here) : ref(name, here);
  });
  return concatenate(pieces, '', here);
};
