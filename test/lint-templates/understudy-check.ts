import { check } from '../../lib/checks/check';
import type { Finding } from './finding';

/** What our own rules say of what was synthesized, warnings too. */
export function understudyCheck(paths: readonly string[]): Finding[] {
  const { findings } = check({ paths, asked: {}, rules: [], only: [], skip: [] });
  return findings.map(({ rule, message, place }) => ({
    tool: 'understudy check',
    rule: rule.id,
    type: place.node?.type ?? '-',
    place: place.node === undefined ? place.id : `${place.node.stack.file}#${place.node.logicalId}`,
    message,
  }));
}
