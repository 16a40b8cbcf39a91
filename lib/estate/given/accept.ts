import { kindOf, own, ownText } from '../json';
import type { Declaring } from './assign-given';

type Accept = Declaring<unknown>['accept'];

/** CloudFormation takes texts, whatever they stand for. */
export const acceptParameter: Accept = (parameter, value) => {
  const text = Array.isArray(value) ? value.map(textOf).join(',') : textOf(value);
  if (text === undefined) return { allowed: `a text, and not ${kindOf(value)}` };
  const allowed = own(parameter, 'AllowedValues');
  if (Array.isArray(allowed) && !allowed.map(String).includes(text)) return { allowed: allowed.join(', ') };
  const isNumber = text.trim() !== '' && Number.isFinite(Number(text));
  return ownText(parameter, 'Type') === 'Number' && !isNumber ? { allowed: 'a number' } : { value: text };
};

function textOf(value: unknown): string | undefined {
  return typeof value === 'object' || value === undefined ? undefined : String(value);
}

/** What was typed is read as the variable's type says; without one it is a text. What a file says is taken as it is. */
export const acceptVariable: Accept = (variable, value) => {
  if (typeof value !== 'string') return { value };
  const type = ownText(variable, 'type')?.replace(/^\$\{(.*)\}$/s, '$1') ?? 'string';
  if (type === 'string' || type === 'any') return { value };
  try {
    const parsed: unknown = JSON.parse(value);
    const isIt = type === 'number' || type === 'bool' ? typeof parsed === SCALARS[type] : typeof parsed === 'object';
    return isIt ? { value: parsed } : { allowed: type };
  } catch {
    return { allowed: `${type}, written as JSON` };
  }
};

const SCALARS = { number: 'number', bool: 'boolean' } as const;
