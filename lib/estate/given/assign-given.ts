import type { JsonObject } from '../json';
import { own } from '../json';
import type { Problem } from '../problem';
import type { Given, GivenTo } from './given';

/** What may be given values: a template, or the root of Terraform's. */
export interface Declaring<F> {
  readonly file: F;
  /** The names by which its stack may be called. */
  readonly stacks: readonly string[];
  readonly declared: JsonObject;
  /** What the value comes to, or what a value of this parameter would be. */
  readonly accept: (declaration: unknown, value: unknown) => { readonly value: unknown } | { readonly allowed: string };
}

/** Takes a value that nobody asked for. */
export type Undeclared = (problem: Problem, given: Given) => void;

/** Gives each value to whom it is for: one for a stack by name counts before others, and of two the last. */
export function assignGiven<F>(
  given: readonly Given[],
  files: readonly Declaring<F>[],
  report: (problem: Problem) => void,
  undeclared: Undeclared = report,
): GivenTo<F> {
  const values = new Map<F, Map<string, unknown>>();
  // Those of all come first, so that those of one overwrite them.
  for (const one of [...given.filter(({ stack }) => stack === undefined), ...given.filter(({ stack }) => stack)]) {
    const { name, stack, value, from } = one;
    const asked = files.filter(({ stacks }) => stack === undefined || stacks.includes(stack));
    if (asked.length === 0 && stack !== undefined) {
      undeclared(unknown('unknown-stack', 'No stack of this name was handed in.', stack, from, stacksOf(files)), one);
      continue;
    }
    const takers = asked.filter(({ declared }) => Object.hasOwn(declared, name));
    if (takers.length === 0) undeclared(unknown('unknown-parameter', NOBODY, name, from, namesOf(asked)), one);
    for (const { file, declared, accept } of takers) {
      const accepted = accept(own(declared, name), value);
      if ('allowed' in accepted) report(notAllowed(name, value, from, accepted.allowed));
      else values.set(file, (values.get(file) ?? new Map<string, unknown>()).set(name, accepted.value));
    }
  }
  return values;
}

const NOBODY = 'Nothing that was handed in declares this parameter.';

function unknown(code: string, message: string, found: string, from: string, allowed: readonly string[]): Problem {
  const all = allowed.length === 0 ? 'none: nothing here takes values' : allowed.join(', ');
  return {
    code,
    path: '--parameters',
    message,
    found: `${found} (in ${from})`,
    allowed: all,
    mend: 'take the name from there',
  };
}

function notAllowed(name: string, value: unknown, from: string, allowed: string): Problem {
  return {
    code: 'parameter-not-allowed',
    path: `--parameters ${name}`,
    message: 'The parameter does not take this value.',
    found: `${JSON.stringify(value)} (in ${from})`,
    allowed,
    mend: 'give it one that it takes',
  };
}

const stacksOf = (files: readonly Declaring<unknown>[]) => [...new Set(files.flatMap(({ stacks }) => stacks))].sort();

const namesOf = (files: readonly Declaring<unknown>[]) =>
  [...new Set(files.flatMap(({ declared }) => Object.keys(declared)))].sort();
