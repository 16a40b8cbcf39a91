import type { Estate, EstateNode, EstateStack } from '../estate/estate';
import { isJsonObject, own, ownText } from '../estate/json';
import type { Finding } from './finding';

/** Somebody decided to live with a rule's findings in one place, and said why. */
export interface Suppression {
  /** The rule's id. */
  readonly id: string;
  readonly reason: string;
  /** Where it stands: it covers nothing that is not there, or in it. */
  readonly at: EstateNode | EstateStack;
  /** Which of the findings there. */
  readonly covers: (finding: Finding) => boolean;
}

/** The key under which suppressions stand: beside a resource in its `Metadata` (Terraform: `//`), or in the template's. */
export const SUPPRESSIONS_KEY = 'UnderstudyChecks';

/** The name under which CDK knows these rules: `Validations.of(x).acknowledge({ id: 'Understudy::…', reason })`. */
const CDK_NAMESPACES = ['Understudy::', 'annotation::'];

const all = () => true;

/** @param ids of the rules; what CDK acknowledges for other packs is theirs */
export function suppressionsIn(estate: Estate, ids: ReadonlySet<string>): Suppression[] {
  return [
    ...[...estate.nodes.values()].flatMap(written),
    ...estate.stacks.flatMap((stack) => [...written(stack), ...acknowledged(stack, ids)]),
  ];
}

/** `{ suppress: [{ id, reason }] }`; what has another shape suppresses nothing, and says so by its empty id. */
function written(at: EstateNode | EstateStack): Suppression[] {
  const section = own(at.metadata, SUPPRESSIONS_KEY);
  if (section === undefined) return [];
  const entries = own(section, 'suppress');
  if (!Array.isArray(entries)) return [{ id: '', reason: '', at, covers: all }];
  return entries.map((entry) => ({
    id: isJsonObject(entry) ? (ownText(entry, 'id') ?? '') : '',
    reason: ownText(entry, 'reason')?.trim() ?? '',
    at,
    covers: all,
  }));
}

function acknowledged(stack: EstateStack, ids: ReadonlySet<string>): Suppression[] {
  return stack.acknowledged.flatMap(({ constructPath, id: written, reason }) => {
    const namespace = CDK_NAMESPACES.find((prefix) => written.startsWith(prefix));
    const id = namespace === undefined ? written : written.slice(namespace.length);
    // Under a namespace that is not ours alone, only ids that we know are for us.
    if (namespace !== 'Understudy::' && !ids.has(id)) return [];
    const covers = ({ place: { node } }: Finding) => `${node?.constructPath ?? ''}/`.startsWith(`${constructPath}/`);
    return [{ id, reason: reason.trim(), at: stack, covers }];
  });
}
