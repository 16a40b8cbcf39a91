import type { Resolution } from '../resolve';
import type { Value } from '../value';

/** Evaluates the argument of one intrinsic function; undefined is `AWS::NoValue`. */
export type Intrinsic = (argument: unknown, here: Resolution) => Value | undefined;

/** The name of a function: where it stands as a member, the object around it is what comes of it. */
export function isIntrinsic(key: string): boolean {
  return key === 'Ref' || key.startsWith('Fn::');
}
