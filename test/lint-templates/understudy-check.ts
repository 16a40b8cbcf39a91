import { check } from '../../lib/checks/check';
import type { Finding } from './finding';

/** What our own rules call errors in what was synthesized; whoever runs `understudy check` is shown the warnings too. */
export function understudyCheck(paths: readonly string[]): Finding[] {
  const { findings } = check({ paths, asked: {}, rules: [], only: [], skip: [] });
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message, place }) => ({
      tool: 'understudy check',
      rule: rule.id,
      type: place.node?.type ?? '-',
      place: place.node === undefined ? place.id : `${place.node.stack.file}#${place.node.logicalId}`,
      message,
    }));
}
