import type { Element, Stack } from '../stack/stack';
import { blocksOf } from '../stack/terraform-json';
import type { Rule } from './rule';

const ACROSS_PROJECT = /^google_(project|folder|organization)_iam_(member|binding|policy)$/;

/**
 * Across the project only a role of our own is granted, whose few permissions can be read in the same stack, or one that
 * a condition holds to a single resource which takes no binding of its own; `binding` and `policy` would also take away
 * what others hold.
 */
export const roleTooWide: Rule = {
  id: 'role-too-wide',
  judge: (stack) => [
    ...stack.elements
      .filter(({ type, body }) => {
        const [, , kind] = ACROSS_PROJECT.exec(type) ?? [];
        return kind !== undefined && (kind !== 'member' || !(isOwnRole(stack, body) || isHeldToOne(body)));
      })
      .map(({ address, body }) => ({
        path: `${address}.role`,
        message: 'it grants a role across the whole project',
        found: JSON.stringify(body.role ?? null),
        allowed: 'a google_project_iam_custom_role of the stack, by google_project_iam_member',
        mend: 'grant it on the one resource, hold it to that by a condition, or make a smallest role',
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

function isOwnRole(stack: Stack, { role }: Element['body']): boolean {
  return stack.target(role)?.type === 'google_project_iam_custom_role';
}

function isHeldToOne({ condition }: Element['body']): boolean {
  return /^resource\.name == "[^"*]+"$/.test(String(blocksOf(condition)[0]?.expression));
}
