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
  const open = new Set(found);
  const setAside = (covered: readonly Finding[], reason: string, by: Suppressed['by']) => {
    for (const finding of covered) if (open.delete(finding)) suppressed.push({ finding, reason, by });
  };
  const asked = new Set(rules.map(({ id }) => id));
  const isAsked = (id: string) => !known.has(id) || asked.has(id);
  const findings = foundAt(found);
  for (const { id, reason, at, covers } of suppressionsIn(estate, known)) {
    if (!isAsked(id)) continue;
    const shown = id === '' ? 'a suppression without an id' : id;
    const covered = findings(id, at).filter(covers);
    if (covered.length === 0) own.push(remarkOn(suppressionWithoutEffect, at, shown));
    else if (reason === '') own.push(remarkOn(suppressionWithoutReason, at, shown));
    else setAside(covered, reason, 'suppression');
  }
  for (const { rule, place, reason } of baseline?.entries ?? []) {
    if (!isAsked(rule)) continue;
    const shown = `${rule} at ${place} (baseline)`;
    const covered = findings(rule, place).filter((finding) => open.has(finding));
    if (covered.length === 0) own.push(remarkOn(suppressionWithoutEffect, undefined, shown));
    else if (reason.trim() === '') own.push(remarkOn(suppressionWithoutReason, undefined, shown));
    else setAside(covered, reason, 'baseline');
  }
  const reported = own.filter(({ rule }) => rules.includes(rule));
  return { estate, objectives, rules, findings: [...open, ...reported], suppressed };
}

/** What a rule found, by the resource, by the stack and by the id of the place: there may be thousands of each. */
function foundAt(found: readonly Finding[]): (rule: string, at: unknown) => readonly Finding[] {
  const index = new Map<string, Map<unknown, Finding[]>>();
  for (const finding of found) {
    const { node, stack, id } = finding.place;
    const places = index.get(finding.rule.id) ?? new Map<unknown, Finding[]>();
    index.set(finding.rule.id, places);
    for (const at of new Set([node, stack, id])) {
      const there = places.get(at);
      if (there === undefined) places.set(at, [finding]);
      else there.push(finding);
    }
  }
  return (rule, at) => index.get(rule)?.get(at) ?? [];
}

function remarkOn(rule: Rule, at: Parameters<typeof violation>[0], found: string): Finding {
  return findingOf(rule, violation(at, `${rule.fails}.`, { found }));
}
