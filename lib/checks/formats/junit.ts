import type { Finding } from '../finding';
import type { Verdict } from '../judge';
import { FAMILIES, type Family, type Rule } from '../rule';
import type { Format } from './format';
import { nameOf, reviewedAt, sentenceOf } from './place';

/**
 * A test suite for each family, a test for each rule, an error of it a failure. Warnings are its output: a report of
 * tests knows no third state, and whoever wants them to fail asks `--fail-on warning` for the exit status.
 * @see https://github.com/testmoapp/junitxml
 */
export const junit: Format = (verdict) => {
  const suites = (Object.keys(FAMILIES) as Family[]).flatMap((family) => {
    const rules = verdict.rules.filter((rule) => rule.family === family);
    return rules.length === 0 ? [] : [suite(verdict, FAMILIES[family], rules)];
  });
  const failures = verdict.findings.filter(isFailure).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="understudy check" tests="${verdict.rules.length}" failures="${failures}">`,
    ...suites,
    '</testsuites>',
  ].join('\n');
};

const isFailure = ({ severity }: Finding) => severity === 'error';

function suite(verdict: Verdict, name: string, rules: readonly Rule[]): string {
  const failures = verdict.findings.filter((finding) => rules.includes(finding.rule) && isFailure(finding)).length;
  return [
    `  <testsuite name="${escaped(name)}" tests="${rules.length}" failures="${failures}">`,
    ...rules.map((rule) => testCase(verdict, name, rule)),
    '  </testsuite>',
  ].join('\n');
}

function testCase({ findings, estate }: Verdict, suiteName: string, rule: Rule): string {
  const own = findings.filter((finding) => finding.rule === rule);
  const opening = `    <testcase classname="${escaped(suiteName)}" name="${escaped(rule.id)}"`;
  if (own.length === 0) return `${opening}/>`;
  const told = own.map((finding) => {
    const { file, line } = reviewedAt(finding, estate);
    const sentence = sentenceOf(finding);
    const where = `${file}${line === undefined ? '' : `:${line}`}  ${nameOf(finding)}`;
    const details = escaped(`${where}\n${sentence}\n${rule.mend}`);
    return isFailure(finding)
      ? `      <failure type="${finding.kind}" message="${escaped(`${nameOf(finding)}: ${sentence}`)}">${details}</failure>`
      : `      <system-out>${escaped(`warning: ${where}\n${sentence}\n${rule.mend}`)}</system-out>`;
  });
  return [`${opening}>`, ...told, '    </testcase>'].join('\n');
}

/** XML 1.0 has no place for control characters, escaped or not. */
function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}
