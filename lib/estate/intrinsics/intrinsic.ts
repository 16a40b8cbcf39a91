import type { Resolution } from '../resolve';
import type { Value } from '../value';

/** Evaluates the argument of one intrinsic function; undefined is `AWS::NoValue`. */
export type Intrinsic = (argument: unknown, here: Resolution) => Value | undefined;
