import type { Format } from './format';
import { fingerprintOf, nameOf, reviewedAt, sentenceOf } from './place';

/**
 * GitLab's Code Quality report.
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export const gitlab: Format = ({ estate, findings }) => {
  const seen = new Map<string, number>();
  const issues = findings.map((finding) => {
    const { file, line } = reviewedAt(finding, estate);
    const fingerprint = fingerprintOf(finding);
    const before = seen.get(fingerprint) ?? 0;
    seen.set(fingerprint, before + 1);
    return {
      description: `${nameOf(finding)}: ${sentenceOf(finding)} ${finding.rule.mend}`,
      check_name: finding.rule.id,
      // They have to be unique.
      fingerprint: before === 0 ? fingerprint : `${fingerprint}-${before}`,
      severity: finding.severity === 'error' ? 'critical' : 'minor',
      location: { path: file, lines: { begin: line ?? 1 } },
    };
  });
  return JSON.stringify(issues, null, 2);
};
