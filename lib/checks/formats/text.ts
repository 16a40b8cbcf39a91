import { type Finding, locationOf, sourceOf } from '../finding';
import type { Verdict } from '../judge';
import type { Rule } from '../rule';
import type { Format } from './format';

/** For a terminal: by rule, each with its mend, and a summary at the end. */
export const text: Format = (verdict) => {
  const { findings, rules } = verdict;
  const groups = rules.flatMap((rule) => {
    const own = findings.filter((finding) => finding.rule === rule);
    return own.length === 0 ? [] : [group(rule, own)];
  });
  return [...groups, summary(verdict)].join('\n\n');
};

function group(rule: Rule, findings: readonly Finding[]): string {
  return [
    `${rule.severity}  ${rule.id}  ${rule.fails}.`,
    ...findings.flatMap(place),
    ...wrapped('why:   ', rule.why),
    ...wrapped('mend:  ', rule.mend),
    `  see:   ${rule.source}`,
  ].join('\n');
}

function place(finding: Finding): string[] {
  const { place, message, found, allowed } = finding;
  const location = locationOf(place);
  const source = sourceOf(place);
  const where = location === undefined ? 'the estate' : at(location);
  const name = place.node === undefined ? '' : `  ${place.node.constructPath ?? place.node.logicalId}`;
  return [
    `  ${where}${name}${place.path === undefined ? '' : `  ${place.path}`}`,
    `      ${message}`,
    ...(found === undefined ? [] : [`      found:   ${found}`]),
    ...(allowed === undefined ? [] : [`      allowed: ${allowed}`]),
    ...(source === undefined ? [] : [`      made at: ${at(source)}`]),
  ];
}

function at({ file, line }: { file: string; line?: number }): string {
  return line === undefined ? file : `${file}:${line}`;
}

const WIDTH = 110;

function wrapped(label: string, sentence: string): string[] {
  const lines: string[] = [];
  let line = `  ${label}`;
  for (const word of sentence.split(' ')) {
    if (line.length + word.length >= WIDTH) {
      lines.push(line.trimEnd());
      line = ' '.repeat(label.length + 2);
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}

function summary({ estate, findings, suppressed, rules, objectives }: Verdict): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const undecided = findings.filter(({ kind }) => kind === 'undecided').length;
  const { recoverySeconds, survive } = objectives;
  const asked = [
    survive.length === 0 ? 'no loss survived' : `survive ${survive.join(', ')}`,
    ...(recoverySeconds === undefined ? [] : [`recover within ${recoverySeconds} s`]),
  ];
  return [
    `${counted(errors, 'error')}, ${counted(findings.length - errors, 'warning')}` +
      (undecided === 0 ? '' : `, ${undecided} of them undecided`) +
      (suppressed.length === 0 ? '' : `; ${suppressed.length} suppressed`),
    `${counted(rules.length, 'rule')} on ${counted(estate.nodes.size, 'resource')} in ${counted(estate.stacks.length, 'stack')}; asked: ${asked.join('; ')}`,
  ].join('\n');
}

export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
