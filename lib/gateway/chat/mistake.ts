import type { ErrorCode } from '../errors';

/** One mistake in a request. */
export interface Mistake {
  readonly code: Extract<
    ErrorCode,
    | 'invalid-json'
    | 'invalid-body'
    | 'missing_required_parameter'
    | 'invalid_type'
    | 'invalid_value'
    | 'unsupported_parameter'
    | 'unsupported_value'
  >;
  /** The place in the body, `messages[2].role`; null where it is the body itself. */
  readonly param: string | null;
  /** Whole by itself: it names the parameter. */
  readonly message: string;
}

export type Body = Readonly<Record<string, unknown>>;

export function missing(param: string, must: string): Mistake {
  return { code: 'missing_required_parameter', param, message: `\`${param}\` is missing; it must be ${must}` };
}

export function wrongType(param: string, must: string): Mistake {
  return { code: 'invalid_type', param, message: `\`${param}\` must be ${must}` };
}

export function wrongValue(param: string, must: string): Mistake {
  return { code: 'invalid_value', param, message: `\`${param}\` must be ${must}` };
}

export function unsupportedParameter(param: string, instead?: string): Mistake {
  const message = `\`${param}\` is not supported here${instead === undefined ? '' : `: ${instead}`}`;
  return { code: 'unsupported_parameter', param, message };
}

export function unsupportedValue(param: string, must: string, why: string): Mistake {
  return { code: 'unsupported_value', param, message: `\`${param}\` must be ${must}: ${why}` };
}

/** So many are told of one list: a body of millions would be answered with more than a gateway holds. */
const MOST_TOLD = 20;

/** The first mistakes of a list's items. */
export function mistakesIn<T>(items: readonly T[], look: (item: T, index: number) => readonly Mistake[]): Mistake[] {
  const found: Mistake[] = [];
  for (let index = 0; index < items.length && found.length < MOST_TOLD; index += 1) {
    found.push(...look(items[index], index));
  }
  return found;
}

export function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

export function isUsed(value: unknown): boolean {
  return isGiven(value) && !(Array.isArray(value) && value.length === 0);
}
