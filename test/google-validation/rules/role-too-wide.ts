import type { Rule } from './rule';

const ACROSS_PROJECT = /^google_(project|folder|organization)_iam_(member|binding|policy)$/;

/**
 * Across the project only a role of our own is granted, whose few permissions can be read in the same stack; `binding`
 * and `policy` would also take away what others hold.
 */
export const roleTooWide: Rule = {
  id: 'role-too-wide',
  judge: (stack) => [
    ...stack.elements
      .filter(({ type, body }) => {
        const [, , kind] = ACROSS_PROJECT.exec(type) ?? [];
        return (
          kind !== undefined &&
          (kind !== 'member' || stack.target(body.role)?.type !== 'google_project_iam_custom_role')
        );
      })
      .map(({ address, body }) => ({
        path: `${address}.role`,
        message: 'it grants a role across the whole project',
        found: JSON.stringify(body.role ?? null),
        allowed: 'a google_project_iam_custom_role of the stack, by google_project_iam_member',
        mend: 'grant it on the one resource, or make a smallest role',
      })),
    ...stack.elements
      .filter(
        ({ type, body }) =>
          /_iam_(member|binding)$/.test(type) && /^roles\/(owner|editor|viewer)$/.test(String(body.role)),
      )
      .map(({ address, body }) => ({
        path: `${address}.role`,
        message: 'a basic role grants far more than one purpose needs',
        found: String(body.role),
        mend: 'grant the role of the one service',
      })),
  ],
};
