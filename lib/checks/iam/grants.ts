import type { Estate, EstateNode } from '../../estate/estate';
import { Unknown, type Value } from '../../estate/value';
import { mentionsOf } from '../../estate/views/function-behind';
import { nodesOfType } from '../../estate/views/nodes';
import { once } from '../../estate/views/once';
import { Reader } from '../../estate/views/reader';
import { type Statement, statementsOf, takesIn } from './statements';

/** What roles may do, by one statement. */
export interface Grant {
  /** Where the statement stands: a policy, or the role itself. */
  readonly node: EstateNode;
  readonly statement: Statement | Unknown;
}

/** The grants of the estate by their roles' ids; managed policies of AWS are not read. */
const grantsByRole = once((estate: Estate): ReadonlyMap<string, readonly Grant[]> => {
  const byRole = new Map<string, Grant[]>();
  const add = (role: string, grants: readonly Grant[]) => byRole.set(role, [...(byRole.get(role) ?? []), ...grants]);
  for (const node of nodesOfType(estate, 'AWS::IAM::Role')) {
    const policies = Reader.of(node).objects('Policies') ?? [];
    add(
      node.id,
      policies instanceof Unknown ? [{ node, statement: policies }] : policies.flatMap((one) => within(node, one)),
    );
  }
  for (const node of nodesOfType(estate, 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy')) {
    const grants = within(node, Reader.of(node));
    for (const role of rolesOf(estate, node)) add(role, grants);
  }
  return byRole;
});

export function grantsOf(estate: Estate, roleId: string): readonly Grant[] {
  return grantsByRole(estate).get(roleId) ?? [];
}

export function allGrants(estate: Estate): readonly Grant[] {
  return [...new Set([...grantsByRole(estate).values()].flat())];
}

function within(node: EstateNode, policy: Reader | Unknown): Grant[] {
  if (policy instanceof Unknown) return [{ node, statement: policy }];
  const document = policy.section('PolicyDocument');
  if (document === undefined) return [];
  if (document instanceof Unknown) return [{ node, statement: document }];
  return statementsOf(document).map((statement) => ({ node, statement }));
}

/** A role is named by `Ref`, or by the name that its own template gives it. */
function rolesOf(estate: Estate, policy: EstateNode): string[] {
  const named = policy.properties.Roles;
  const roles = Array.isArray(named) ? (named as readonly Value[]) : [];
  return roles.flatMap((role) => {
    if (typeof role !== 'string') return mentionsOf(role);
    return nodesOfType(estate, 'AWS::IAM::Role')
      .filter(({ stack, properties }) => stack === policy.stack && properties.RoleName === role)
      .map(({ id }) => id);
  });
}

/** The role that a function or a task runs as; undefined where the estate does not make it. */
export function roleOf(estate: Estate, node: EstateNode, property = 'Role'): EstateNode | undefined {
  const [id] = mentionsOf(node.properties[property]);
  const role = id === undefined ? undefined : estate.nodes.get(id);
  return role?.type === 'AWS::IAM::Role' ? role : undefined;
}

/** The statements by which a role may do this. An unknown one may be any. */
export function grantsFor(estate: Estate, roleId: string, action: string): readonly Grant[] {
  return grantsOf(estate, roleId).filter(({ statement }) => statement instanceof Unknown || allows(statement, action));
}

export function allows({ effect, actions }: Statement, action: string): boolean {
  return effect === 'Allow' && actions.some((pattern) => typeof pattern === 'string' && takesIn(pattern, action));
}
