import { DURATIONS, parseDuration } from '../command/duration';
import { regionProblems } from '../estate/named-regions';
import type { Problem } from '../estate/problem';
import { UnreadableEstate } from '../estate/unreadable';
import { FORMATS, type FormatName } from './formats/table';
import type { Objectives, Survivable } from './objectives';
import type { Severity } from './rule';
import { surviveOf } from './survive';

/** The command's options as they were typed. */
export interface Typed {
  readonly format: string;
  readonly failOn: string;
  readonly rule?: readonly string[];
  readonly skip?: readonly string[];
  readonly rto?: string;
  readonly survive?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly reason?: string;
  readonly rules?: readonly string[];
  readonly parameters?: readonly string[];
  readonly out?: string;
}

/** What is to be checked. */
export interface Checked {
  readonly paths: readonly string[];
  /** Values for parameters and variables, as `readEstate` takes them. */
  readonly parameters?: readonly string[];
  readonly asked: Partial<Objectives>;
  readonly baseline?: string;
  /** Folders with rules of a team's own. */
  readonly rules: readonly string[];
  /** Ids of the rules that are asked; all where it is empty. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

export interface Options extends Checked {
  readonly format: FormatName;
  readonly failOn: Severity | 'never';
  readonly out?: string;
  readonly writeBaseline?: { readonly file: string; readonly reason: string };
}

const FAIL_ON = ['error', 'warning', 'never'] as const;

/** @throws UnreadableEstate with all that is wrong in what was typed */
export function optionsOf(paths: readonly string[], typed: Typed): Options {
  const problems: Problem[] = regionProblems(paths);
  const refuse = (code: string, path: string, message: string, found: string, allowed: string): undefined => {
    problems.push({ code, path, message, found, allowed, mend: `understudy check --help says more` });
    return undefined;
  };
  const oneOf = <T extends string>(name: string, value: string, allowed: readonly T[]): T | undefined =>
    allowed.find((one) => one === value) ??
    refuse('unknown-option-value', name, 'There is no such value.', value, allowed.join(', '));

  const format = oneOf('--format', typed.format, Object.keys(FORMATS) as FormatName[]);
  const failOn = oneOf('--fail-on', typed.failOn, FAIL_ON);
  const recoverySeconds = typed.rto === undefined ? undefined : parseDuration(typed.rto);
  if (typed.rto !== undefined && !(recoverySeconds !== undefined && recoverySeconds > 0)) {
    refuse('not-a-duration', '--rto', 'It is no time.', typed.rto, DURATIONS);
  }
  const survive = typed.survive === undefined ? undefined : survived(typed.survive);
  if (survive instanceof UnreadableEstate) problems.push(...survive.problems);
  if (typed.writeBaseline !== undefined && (typed.reason ?? '').trim() === '') {
    refuse('baseline-without-reason', '--reason', 'A baseline needs a reason.', 'none', 'why these findings may stand');
  }
  if (format === undefined || failOn === undefined || survive instanceof UnreadableEstate || problems.length > 0) {
    throw new UnreadableEstate(problems);
  }
  return {
    paths,
    parameters: typed.parameters ?? [],
    asked: {
      ...(recoverySeconds === undefined ? {} : { recoverySeconds }),
      ...(survive === undefined ? {} : { survive }),
    },
    rules: typed.rules ?? [],
    only: typed.rule ?? [],
    skip: typed.skip ?? [],
    format,
    failOn,
    ...(typed.baseline === undefined ? {} : { baseline: typed.baseline }),
    ...(typed.out === undefined ? {} : { out: typed.out }),
    ...(typed.writeBaseline === undefined
      ? {}
      : { writeBaseline: { file: typed.writeBaseline, reason: typed.reason ?? '' } }),
  };
}

function survived(text: string): readonly Survivable[] | UnreadableEstate {
  try {
    return surviveOf(text === 'none' ? [] : text.split(',').map((name) => name.trim()), '--survive');
  } catch (error) {
    if (error instanceof UnreadableEstate) return error;
    throw error;
  }
}
