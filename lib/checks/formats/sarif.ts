import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Estate } from '../../estate/estate';
import { type Finding, type Location, locationOf } from '../finding';
import type { Suppressed } from '../judge';
import { FAMILIES, type Rule } from '../rule';
import type { Format } from './format';
import { fingerprintOf, nameOf, reviewedAt, sentenceOf } from './place';

const HOME = 'https://github.com/cdk-understudy/cdk-understudy';

/**
 * SARIF 2.1.0, as code scanning takes it. An undecided finding is a failing one too: SARIF's kind `open` would have no
 * level, and be lost.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const sarif: Format = ({ estate, rules, findings, suppressed }, version) => {
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'understudy check', version, informationUri: HOME, rules: rules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        results: [
          ...findings.map((finding) => result(finding, rules, estate)),
          ...suppressed.map((one) => ({ ...result(one.finding, rules, estate), suppressions: [suppression(one)] })),
        ],
      },
    ],
  };
  return JSON.stringify(log, null, 2);
};

function descriptor({ id, fails, why, mend, source, severity, family }: Rule) {
  return {
    id,
    name: id.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase()),
    shortDescription: { text: `${fails}.` },
    fullDescription: { text: why },
    help: { text: `${mend} See ${source}`, markdown: `${why}\n\n**Mend:** ${mend}\n\n[Source](${source})` },
    helpUri: source,
    defaultConfiguration: { level: severity },
    properties: { tags: ['resilience', FAMILIES[family]], 'problem.severity': severity },
  };
}

function result(finding: Finding, rules: readonly Rule[], estate: Estate) {
  const { rule, severity, kind, place } = finding;
  const reviewed = reviewedAt(finding, estate);
  const template = locationOf(place);
  const isElsewhere = template !== undefined && template.file !== reviewed.file;
  return {
    ruleId: rule.id,
    ruleIndex: rules.indexOf(rule),
    level: severity,
    kind: 'fail',
    message: { text: `${nameOf(finding)}: ${sentenceOf(finding)}` },
    locations: [
      {
        physicalLocation: physical(reviewed),
        logicalLocations: [{ fullyQualifiedName: nameOf(finding), kind: 'resource' }],
      },
    ],
    ...(isElsewhere ? { relatedLocations: [{ physicalLocation: physical(template) }] } : {}),
    partialFingerprints: { 'understudyCheck/v1': fingerprintOf(finding) },
    ...(kind === 'undecided' ? { properties: { undecided: true } } : {}),
  };
}

function physical({ file, line }: Location) {
  return {
    // What lies outside the source root has no path within it: a `..` there leads wherever the reader's root lies.
    artifactLocation:
      isAbsolute(file) || file.startsWith('..')
        ? { uri: pathToFileURL(resolve(file)).href }
        : { uri: encodeURI(file), uriBaseId: '%SRCROOT%' },
    ...(line === undefined ? {} : { region: { startLine: line } }),
  };
}

function suppression({ reason, by }: Suppressed) {
  return { kind: by === 'baseline' ? 'external' : 'inSource', justification: reason };
}
