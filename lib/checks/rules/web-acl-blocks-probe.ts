import type { Estate, EstateNode } from '../../estate/estate';
import { Reference, Unknown } from '../../estate/value';
import { mentionsOf } from '../../estate/views/function-behind';
import { nodesOfType } from '../../estate/views/nodes';
import { Reader } from '../../estate/views/reader';
import { probedRoutes } from '../dns/probed-apis';
import { leavesOf, recordSets } from '../dns/record-sets';
import { type Remark, type Rule, undecided, violation } from '../rule';

export const webAclBlocksProbe: Rule = {
  id: 'web-acl-blocks-probe',
  family: 'failover',
  severity: 'error',
  fails: 'A web ACL stands before a probed endpoint and may block the probes',
  why: 'All checkers ask at once from few addresses: a rule by rate, place, address or bot takes them for an attack, and a Region that serves is found dead.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-router-firewall-rules.html',
  mend: 'Allow the probed paths by the first rule of the web ACL.',
  judge: (estate) =>
    nodesOfType(estate, 'AWS::WAFv2::WebACLAssociation').flatMap((node) => {
      const association = Reader.of(node);
      const guarded = mentionsOf(association.value('ResourceArn')).flatMap((id) => estate.nodes.get(id) ?? []);
      if (!guarded.some((one) => isProbed(estate, one))) return [];
      const acl = mentionsOf(association.value('WebACLArn')).flatMap((id) => estate.nodes.get(id) ?? [])[0];
      if (acl?.type !== 'AWS::WAFv2::WebACL') {
        return [
          undecided(node, 'what its web ACL blocks', association.unknown('WebACLArn', 'the estate does not make it')),
        ];
      }
      return judgeAcl(acl);
    }),
};

/** A stage, an API or a load balancer that health checks ask. */
function isProbed(estate: Estate, guarded: EstateNode): boolean {
  const api =
    guarded.type === 'AWS::ApiGateway::Stage' ? mentionsOf(Reader.of(guarded).value('RestApiId'))[0] : guarded.id;
  if (probedRoutes(estate).some(({ api: { node } }) => node.id === api)) return true;
  return recordSets(estate).some((set) =>
    leavesOf(estate, set).some(
      ({ alias, healthCheck }) =>
        healthCheck !== undefined && alias?.target instanceof Reference && alias.target.nodeId === guarded.id,
    ),
  );
}

function judgeAcl(acl: EstateNode): Remark[] {
  const reader = Reader.of(acl);
  const rules = reader.objects('Rules') ?? [];
  if (rules instanceof Unknown) return [undecided(acl, 'what it blocks', rules)];
  const known = rules.filter((rule): rule is Reader => rule instanceof Reader);
  const [first] = [...known].sort((a, b) => priority(a) - priority(b));
  // Whether that rule covers the probed paths, only its author can tell: it is there for something.
  if (first !== undefined && action(first) === 'Allow') return [];
  const blocking = known.filter((rule) => action(rule) === 'Block' || rule.value('OverrideAction') !== undefined);
  const byDefault = reader.section('DefaultAction');
  if (byDefault instanceof Reader && byDefault.value('Block') !== undefined) {
    return [violation(acl, 'It blocks what no rule allows, and no first rule allows the probes.')];
  }
  return blocking.map((rule) =>
    violation(acl, 'One of its rules may block the health checkers.', {
      found: String(rule.value('Name') ?? 'a rule'),
    }),
  );
}

function priority(rule: Reader): number {
  const value = rule.number('Priority');
  return typeof value === 'number' ? value : 0;
}

function action(rule: Reader): 'Allow' | 'Block' | undefined {
  const section = rule.section('Action');
  if (!(section instanceof Reader)) return undefined;
  return (['Allow', 'Block'] as const).find((name) => section.value(name) !== undefined);
}
