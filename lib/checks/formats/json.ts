import { type Finding, locationOf, sourceOf } from '../finding';
import type { Format } from './format';
import { fingerprintOf } from './place';

/** For programs. Members are only ever added. */
export const json: Format = ({ estate, objectives, rules, findings, suppressed }, version) => {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const report = {
    version: 1,
    tool: { name: 'understudy check', version },
    objectives,
    summary: {
      errors,
      warnings: findings.length - errors,
      undecided: findings.filter(({ kind }) => kind === 'undecided').length,
      suppressed: suppressed.length,
      rules: rules.length,
      stacks: estate.stacks.length,
      resources: estate.nodes.size,
    },
    findings: findings.map(told),
    suppressed: suppressed.map(({ finding, reason, by }) => ({ ...told(finding), reason, by })),
  };
  return JSON.stringify(report, null, 2);
};

function told(finding: Finding) {
  const { rule, kind, severity, message, found, allowed, place } = finding;
  const { node, stack, path } = place;
  return {
    rule: rule.id,
    family: rule.family,
    severity,
    kind,
    message,
    found,
    allowed,
    place: place.id,
    stack: stack?.name,
    resource: node?.logicalId,
    type: node?.type,
    constructPath: node?.constructPath,
    property: path,
    location: locationOf(place),
    source: sourceOf(place),
    mend: rule.mend,
    see: rule.source,
    fingerprint: fingerprintOf(finding),
  };
}
