import type { Change } from './lasting';

/** A change that was meant: what it does to a fleet that is deployed, and what its owner does about it. */
export interface Explained {
  readonly type: string;
  readonly resource: RegExp;
  readonly impact: Change['impact'];
  readonly why: string;
}

export const EXPLAINED: readonly Explained[] = [];

/** Changes that nobody explained, and explanations of what does not happen. */
export function unexplained(changes: readonly Change[], explained: readonly Explained[] = EXPLAINED): string[] {
  const covers = ({ type, resource, impact }: Explained, change: Change) =>
    type === change.type && impact === change.impact && resource.test(change.resource);
  return [
    ...changes
      .filter((change) => !explained.some((row) => covers(row, change)))
      .map(({ stack, resource, type, impact }) => `${stack}/${resource} (${type}) would be ${impact}`),
    ...explained
      .filter((row) => !changes.some((change) => covers(row, change)))
      .map(
        ({ type, resource, impact }) => `explained-not-met: no ${type} like ${resource} is ${impact}: remove its row`,
      ),
  ];
}
