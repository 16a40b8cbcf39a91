import { type Document, type ErrorCode, isCollection, isScalar, visit, type YAMLError } from 'yaml';
import type { Finding } from './finding';

/** One unclosed bracket can make hundreds; the first few tell. */
const MOST_SYNTAX_ERRORS = 20;

export interface SyntaxError {
  readonly finding: Finding;
  /** Where in the text it is to be mended. */
  readonly place: number;
}

/** What makes a text no YAML, in the words of those who wrote it. */
export function syntaxErrors(parsed: Document.Parsed, text: string): readonly SyntaxError[] {
  const strayAt = parsed.errors.findIndex(isStray);
  const lineOf = (index: number) => parsed.errors[index]?.linePos?.[0].line;
  return parsed.errors
    .filter((error, index) => !isStray(error) || (index === strayAt && lineOf(index) !== lineOf(index - 1)))
    .slice(0, MOST_SYNTAX_ERRORS)
    .map((error) => unclosed(parsed, text, error) ?? { finding: findingOf(error), place: error.pos[0] });
}

const STRAY = /^Unexpected \S+ token in YAML (?:stream|document): (".{1,40}?")?/;

/** What stands behind the document's end: all that follows does, then, and is no mistake of its own. */
const isStray = ({ message }: YAMLError) => STRAY.test(message);

/** What people get wrong most, in our own words; the parser's own say the rest. */
const SYNTAX: Readonly<Partial<Record<ErrorCode, readonly [message: string, mend: string]>>> = {
  BAD_ALIAS: ['An alias (*name) of nothing.', 'define it before with &name, or put a text with * in quotes'],
  BAD_INDENT: ['This is indented otherwise than what it belongs to.', 'align it with its neighbours'],
  BAD_SCALAR_START: ['A value cannot begin like this.', 'put it in quotes'],
  BLOCK_AS_IMPLICIT_KEY: ['A mapping begins on the line of another one.', 'put it on a line of its own, or in braces'],
  DUPLICATE_KEY: ['This key stands here twice.', 'keep one of the two'],
  MULTIPLE_DOCS: ['The file holds several documents.', 'remove all after `---`'],
  MULTILINE_IMPLICIT_KEY: ['A key goes on over the end of its line.', 'look for a missing colon'],
  NON_STRING_KEY: ['A key must be a text.', 'put it in quotes'],
  TAB_AS_INDENT: ['A tab indents this line.', 'indent with spaces'],
};

function findingOf({ code, message }: YAMLError): Finding {
  const [stray, token = 'This'] = STRAY.exec(message) ?? [];
  if (stray !== undefined) {
    const closes = /^"[\]}]"$/.test(token);
    const told = closes ? `${token} closes nothing.` : `${token} stands behind the end of the document.`;
    const mend = closes ? 'remove it, or open what it closes' : 'look for what ended it on the lines above';
    return { code: 'not-yaml', path: [], message: told, mend };
  }
  if (/^Unexpected \S+ at node end/.test(message)) {
    const mend = 'put the whole value in quotes, or remove what follows';
    return { code: 'not-yaml', path: [], message: 'Something follows a value that has ended.', mend };
  }
  const sentence = message.split('\n')[0].replace(/ at line \d+, column \d+:?$/, '');
  const [told, mend] = SYNTAX[code] ?? [`${sentence}.`, 'mend the YAML at this line'];
  return { code: code === 'DUPLICATE_KEY' ? 'duplicate-key' : 'not-yaml', path: [], message: told, mend };
}

const OPENERS: Readonly<Record<string, string>> = { ']': '[', '}': '{', '"': '"', "'": "'" };

/** The parser points to where it gave up; the bracket or quote that nobody closed may be many lines above. */
function unclosed(parsed: Document.Parsed, text: string, { message, pos }: YAMLError): SyntaxError | undefined {
  const [, closer] = /(?:end with a |Missing closing )([\]}"'])/.exec(message) ?? [];
  if (closer === undefined) return undefined;
  const opener = OPENERS[closer];
  let place: number | undefined;
  visit(parsed, (_, node) => {
    if ((!isCollection(node) && !isScalar(node)) || !node.range) return;
    const [from, to] = node.range;
    if (to === pos[0] && text[from] === opener) place = from;
  });
  if (place === undefined) return undefined;
  const finding: Finding = {
    code: 'not-yaml',
    path: [],
    message: `\`${opener}\` is never closed.`,
    found: text.slice(place).split('\n')[0].trim(),
    mend: `close it with \`${closer}\``,
  };
  return { finding, place };
}
