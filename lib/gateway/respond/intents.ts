import type { Problem } from '../../contract/problem';
import { type Backtracking, backtracking } from '../patterns/backtracking';
import type { Intent } from './corpus';
import { groupsIn } from './template';
import type { YamlFile } from './yaml-file';

const KEYS = ['name', 'pattern', 'flags', 'template'];
const DEFAULT_FLAGS = 'i';
/** Those that leave no state between two questions (`g` and `y` would). */
const FLAGS = /^[imsu]*$/;

export interface Intents {
  readonly intents: readonly Intent[];
  readonly problems: readonly Problem[];
}

/** Reads `intents.yaml`: a list of intents. */
export function readIntents(source: YamlFile): Intents {
  if (source.problems.length > 0) return { intents: [], problems: source.problems };
  if (source.content === null) return { intents: [], problems: [] };
  if (!Array.isArray(source.content)) {
    return { intents: [], problems: [problemAt(source, [], 'bad-intent', 'intents must be a list', 'write a list')] };
  }
  const seen = new Set<string>();
  const intents: Intent[] = [];
  const problems: Problem[] = [];
  for (const [index, entry] of source.content.entries()) {
    const found = checkIntent(source, index, entry, seen);
    problems.push(...found);
    if (found.length === 0) intents.push({ flags: DEFAULT_FLAGS, ...entry });
  }
  return { intents, problems };
}

function checkIntent(source: YamlFile, index: number, entry: unknown, seen: Set<string>): Problem[] {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return [problemAt(source, [index], 'bad-intent', 'an intent must be a mapping', `give it ${KEYS.join(', ')}`)];
  }
  const intent = entry as Record<string, unknown>;
  const problems: Problem[] = Object.keys(intent)
    .filter((key) => !KEYS.includes(key))
    .map((key) => ({
      ...problemAt(source, [index, key], 'unknown-key', `an intent has no \`${key}\``, 'remove it'),
      found: key,
      allowed: KEYS.join(', '),
    }));
  const texts = ['name', 'pattern', 'template'].filter((key) => !isText(intent[key]));
  for (const key of texts) {
    problems.push(problemAt(source, [index, key], 'bad-intent', `\`${key}\` must be a text`, 'write one'));
  }
  if (isText(intent.name)) {
    if (seen.has(intent.name)) {
      problems.push(
        problemAt(source, [index, 'name'], 'intent-named-twice', `\`${intent.name}\` is taken`, 'choose another name'),
      );
    }
    seen.add(intent.name);
  }
  return [...problems, ...checkPattern(source, index, intent)];
}

/** With the search for a place to begin, the square is the third power: of 2,000 characters that is many seconds. */
const SLOW: Readonly<Record<Exclude<Backtracking, 'bounded'>, string>> = {
  exponential: 'the expression can try without bound on a hostile question',
  polynomial: 'the expression can take seconds on a hostile question: two of its loops can share one text out',
  unknown: 'the expression is too large to say how long it takes',
};

function checkPattern(source: YamlFile, index: number, intent: Record<string, unknown>): Problem[] {
  const { pattern, template } = intent;
  const flags = intent.flags ?? DEFAULT_FLAGS;
  if (typeof flags !== 'string' || !FLAGS.test(flags)) {
    return [
      {
        ...problemAt(source, [index, 'flags'], 'bad-flags', 'these flags cannot be used', 'leave the others out'),
        found: String(flags),
        allowed: 'any of i, m, s, u',
      },
    ];
  }
  if (!isText(pattern)) return [];
  const groups = groupsOf(pattern, flags);
  if (typeof groups === 'string') {
    return [
      { ...problemAt(source, [index, 'pattern'], 'bad-pattern', groups, 'correct the expression'), found: pattern },
    ];
  }
  const judged = backtracking(pattern, flags);
  if (judged !== 'bounded') {
    const message = SLOW[judged];
    const mend = 'let no loop, and no two loops after each other, read the same text';
    return [{ ...problemAt(source, [index, 'pattern'], 'slow-pattern', message, mend), found: pattern }];
  }
  if (!isText(template)) return [];
  return groupsIn(template)
    .filter((name) => !groups.includes(name))
    .map((name) => ({
      ...problemAt(
        source,
        [index, 'template'],
        'unknown-group',
        'the template names a group that the pattern does not have',
        `write (?<${name}>…) in the pattern, or remove {{${name}}}`,
      ),
      found: name,
      allowed: groups.length > 0 ? groups.join(', ') : 'no group at all',
    }));
}

/** The names of a pattern's groups, or why it is no pattern. */
function groupsOf(pattern: string, flags: string): readonly string[] | string {
  try {
    new RegExp(pattern, flags);
    // The empty alternative matches anything, so that every group is listed.
    return Object.keys(new RegExp(`${pattern}|`, flags).exec('')?.groups ?? {});
  } catch (error) {
    return (error as Error).message;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function problemAt(
  source: YamlFile,
  path: readonly (string | number)[],
  code: string,
  message: string,
  mend: string,
): Problem {
  const written = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return { code, path: written.replace(/^\./, ''), message, mend, file: source.file, line: source.lineOf(path) };
}
