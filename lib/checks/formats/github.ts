import type { Format } from './format';
import { nameOf, reviewedAt, sentenceOf } from './place';
import { counted } from './text';

/**
 * Annotations on a pull request, as workflow commands of GitHub Actions; GitHub shows ten of each kind for a step.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const github: Format = ({ estate, findings }) => {
  const lines = findings.map((finding) => {
    const { rule, severity } = finding;
    const { file, line } = reviewedAt(finding, estate);
    const properties = { file, ...(line === undefined ? {} : { line: String(line) }), title: rule.id };
    const shown = Object.entries(properties).map(([key, value]) => `${key}=${propertyOf(value)}`);
    const message = `${nameOf(finding)}: ${sentenceOf(finding)}\n${rule.mend}`;
    return `::${severity} ${shown.join(',')}::${dataOf(message)}`;
  });
  return [...lines, `understudy check: ${counted(findings.length, 'finding')}`].join('\n');
};

function dataOf(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function propertyOf(text: string): string {
  return dataOf(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
