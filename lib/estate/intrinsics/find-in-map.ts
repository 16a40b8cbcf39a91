import { own } from '../json';
import type { Intrinsic } from './intrinsic';
import { asText } from './text';

export const findInMap: Intrinsic = (argument, here) => {
  const [map, first, second, options] = Array.isArray(argument) ? argument : [];
  const keys = [map, first, second].map((key, index) => here.at(index).resolve(key));
  const names = keys.map(asText);
  if (names.some((name) => name === undefined)) return here.unknown('a key of Fn::FindInMap is not known', ...keys);
  const found = names.reduce<unknown>((level, name) => own(level, name as string), here.resolver.section('Mappings'));
  const value = found ?? own(options, 'DefaultValue');
  return value === undefined ? here.unknown(`no mapping ${names.join('.')}`) : here.resolve(value);
};
