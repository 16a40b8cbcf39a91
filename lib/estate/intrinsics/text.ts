import type { Resolution } from '../resolve';
import { FilledIn, Reference, Unknown, type Value } from '../value';
import type { Intrinsic } from './intrinsic';

/** CloudFormation's templates end at 1 MB; names that hold names that hold names could grow past all memory. */
const MOST_CHARACTERS = 1_000_000;

/** The pieces as one text; unknown while one of them is, or is no text. */
export function concatenate(
  pieces: readonly (Value | undefined)[],
  separator: string,
  here: Pick<Resolution, 'unknown'>,
): Value {
  const texts = pieces.map(asText);
  if (texts.some((text) => text === undefined)) {
    const open = pieces.filter((_, index) => texts[index] === undefined);
    const [first] = open;
    if (first instanceof FilledIn && open.every((piece) => piece instanceof FilledIn)) return first;
    return here.unknown('holds what is known only after deployment', ...pieces);
  }
  const characters = texts.reduce((sum, text) => sum + (text?.length ?? 0) + separator.length, 0);
  if (characters > MOST_CHARACTERS) return here.unknown(`a text of more than ${MOST_CHARACTERS} characters`);
  return texts.join(separator);
}

/** CloudFormation and Terraform write numbers and booleans as their texts. */
export function asText(value: Value | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

export const join: Intrinsic = (argument, here) => {
  const [separator, list] = Array.isArray(argument) ? argument : [];
  const pieces = here.at(1).resolve(list);
  if (typeof separator !== 'string') return here.unknown('Fn::Join takes a separator and a list', pieces);
  return isList(pieces) ? concatenate(pieces, separator, here) : notAList('Fn::Join', pieces, here);
};

export const select: Intrinsic = (argument, here) => {
  const [rawIndex, rawList] = Array.isArray(argument) ? argument : [];
  const list = here.at(1).resolve(rawList);
  const index = Number(asText(here.at(0).resolve(rawIndex)) ?? Number.NaN);
  if (list instanceof FilledIn) return list;
  if (!isList(list)) return notAList('Fn::Select', list, here);
  if (!Number.isInteger(index)) return here.unknown('the index is not known', list);
  return list[index] ?? here.unknown(`the list has no item ${index}`, list);
};

export const split: Intrinsic = (argument, here) => {
  const [separator, rawText] = Array.isArray(argument) ? argument : [];
  const text = here.at(1).resolve(rawText);
  if (text instanceof FilledIn) return text;
  if (typeof separator !== 'string' || separator === '' || typeof text !== 'string') {
    return here.unknown('Fn::Split of what is known only after deployment', text);
  }
  return text.split(separator);
};

export const base64: Intrinsic = (argument, here) => {
  const text = here.resolve(argument);
  if (typeof text !== 'string') return here.unknown('Fn::Base64 of what is known only after deployment', text);
  return Buffer.from(text).toString('base64');
};

function notAList(name: string, value: Value | undefined, here: Resolution): Value {
  const deployed = value instanceof Unknown || value instanceof Reference;
  return here.unknown(deployed ? `the list of ${name} is known only after deployment` : `${name} takes a list`, value);
}

function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}
