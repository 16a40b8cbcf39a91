import type { Estate } from '../estate/estate';
import type { Baseline } from './baseline';
import { type Finding, findingOf } from './finding';
import type { Objectives } from './objectives';
import { type Rule, violation } from './rule';
import { suppressionWithoutEffect } from './rules/suppression-without-effect';
import { suppressionWithoutReason } from './rules/suppression-without-reason';
import { suppressionsIn } from './suppression';

/** What came of judging an estate. */
export interface Verdict {
  readonly estate: Estate;
  readonly objectives: Objectives;
  readonly rules: readonly Rule[];
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
}

export interface Suppressed {
  readonly finding: Finding;
  readonly reason: string;
  readonly by: 'suppression' | 'baseline';
}

export interface Question {
  readonly objectives: Objectives;
  /** Those that are asked; a suppression of another is left alone. */
  readonly rules: readonly Rule[];
  /** Ids of all rules that there are, asked or not. */
  readonly known: ReadonlySet<string>;
  readonly baseline?: Baseline;
}

/** Asks every rule, and sets aside what somebody decided to live with. */
export function judge(estate: Estate, { objectives, rules, known, baseline }: Question): Verdict {
  const found = rules.flatMap((rule) => rule.judge(estate, objectives).map((remark) => findingOf(rule, remark)));
  const suppressed: Suppressed[] = [];
  const own: Finding[] = [];
  let open = found;
  const setAside = (covered: readonly Finding[], reason: string, by: Suppressed['by']) => {
    suppressed.push(...covered.map((finding) => ({ finding, reason, by })));
    open = open.filter((finding) => !covered.includes(finding));
  };
  const isAsked = (id: string) => !known.has(id) || rules.some((rule) => rule.id === id);
  for (const { id, reason, at, covers } of suppressionsIn(estate, known)) {
    if (!isAsked(id)) continue;
    const shown = id === '' ? 'a suppression without an id' : id;
    const covered = found.filter((finding) => finding.rule.id === id && covers(finding));
    if (covered.length === 0) own.push(remarkOn(suppressionWithoutEffect, at, shown));
    else if (reason === '') own.push(remarkOn(suppressionWithoutReason, at, shown));
    else
      setAside(
        covered.filter((finding) => open.includes(finding)),
        reason,
        'suppression',
      );
  }
  for (const entry of baseline?.entries ?? []) {
    if (!isAsked(entry.rule)) continue;
    const covered = open.filter((finding) => finding.rule.id === entry.rule && finding.place.id === entry.place);
    if (covered.length === 0)
      own.push(remarkOn(suppressionWithoutEffect, undefined, `${entry.rule} at ${entry.place} (baseline)`));
    else if (entry.reason.trim() === '')
      own.push(remarkOn(suppressionWithoutReason, undefined, `${entry.rule} at ${entry.place} (baseline)`));
    else setAside(covered, entry.reason, 'baseline');
  }
  const reported = own.filter(({ rule }) => rules.includes(rule));
  return { estate, objectives, rules, findings: [...open, ...reported], suppressed };
}

function remarkOn(rule: Rule, at: Parameters<typeof violation>[0], found: string): Finding {
  return findingOf(rule, violation(at, `${rule.fails}.`, { found }));
}
